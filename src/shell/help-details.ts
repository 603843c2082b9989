import { fieldType, fieldTypeNames } from '../fields/types.ts';
import { modifierNames, modifiers } from '../fields/modifiers.ts';
import { projectChoices } from '../language/project.ts';
import { headModifiers } from '../language/resource.ts';
import { readProfiles, type Profile } from '../overlay/manifest.ts';
import type { FlagName } from '../run/flags.ts';
import type { AnyVerb } from '../run/verb.ts';
import type { Details, Row } from './help.ts';

/** Naming the types that take a modifier is of use if they are few. */
const MOST_TYPES = 6;

function modifierRow(name: (typeof modifierNames)[number]): Row {
  const types = fieldTypeNames.filter((type) => fieldType(type).modifiers.includes(name));
  const { example, meaning } = modifiers[name];
  return [example, types.length > MOST_TYPES ? meaning : `${meaning} (${types.join(', ')})`];
}

function fieldSections(): Details['sections'] {
  return [
    ['Resource', Object.values(headModifiers).map(({ example, meaning }) => [example, meaning])],
    ['Field', [['name:type[:modifier]…', 'e.g. title:str:max=80:unique; type :: for a colon in a value']]],
    ['Types', fieldTypeNames.map((name) => [name, fieldType(name).title])],
    ['Modifiers', modifierNames.map(modifierRow)],
  ];
}

/** Says which profiles have a value, and for which it is the default. */
function usersOf(
  value: string,
  profiles: readonly Profile[],
  valuesOf: (profile: Profile) => readonly string[],
): string {
  const having = profiles.filter((profile) => valuesOf(profile).includes(value));
  const named = having.map((profile) => profile.id + (valuesOf(profile)[0] === value ? ' (default)' : ''));
  const isDefault = having.length === profiles.length && having.every((each) => valuesOf(each)[0] === value);
  if (isDefault) return '(default)';
  return having.length === profiles.length ? '' : named.join(', ');
}

/** Returns the values of flags that depend on the profiles. */
export function profileValues(
  profiles: readonly Profile[],
): Readonly<Partial<Record<FlagName, Readonly<Record<string, string>>>>> {
  const titles = profiles.map(({ id, title }, at) => [id, at === 0 ? `${title} (default)` : title]);
  const choices = projectChoices.map(({ key, values }) => {
    const all = [...new Set(profiles.flatMap((profile) => values(profile)))];
    return [key, Object.fromEntries(all.map((value) => [value, usersOf(value, profiles, values)]))] as const;
  });
  return { profile: Object.fromEntries(titles), ...Object.fromEntries(choices) };
}

/** Returns what the help of a verb lists besides its flags, from the tables of the language and of the profiles. */
export function detailsOf({ explains = [] }: AnyVerb, templates: string): Details {
  return {
    sections: explains.includes('fields') ? fieldSections() : [],
    values: explains.includes('profiles') ? profileValues(readProfiles(templates)) : {},
  };
}
