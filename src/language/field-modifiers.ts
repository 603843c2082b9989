import type { FieldType } from '../fields/field-type.ts';
import {
  isModifierName,
  modifierNames,
  modifiers,
  type FieldArguments,
  type Modifier,
} from '../fields/modifiers.ts';
import { modifierMeant, needlessModifier } from '../synonyms.ts';
import { fieldType, type FieldTypeName } from '../fields/types.ts';
import { characterFault, joinField } from './field-text.ts';
import { quoted } from '../suggestion.ts';

type Fail = (fault: string) => never;
type Reading = readonly [key: Modifier['key'], value: FieldArguments[Modifier['key']]];

/** Keys whose values depend on the field's type and on its other modifiers. */
const typedKeys = ['gt', 'ge', 'lt', 'le', 'default', 'example'] as const;

/**
 * Parses the modifiers of one field. Values that depend on the type are returned as typed.
 *
 * @param fail throws the error of the field
 */
export function readModifiers(
  segments: readonly string[],
  typeName: FieldTypeName,
  fail: Fail,
): FieldArguments {
  const readings = segments.map((segment) => readModifier(segment, typeName, fail));
  const given = new Map(readings);
  for (const name of modifierNames) {
    const { key } = modifiers[name];
    if (readings.filter(([read]) => read === key).length > 1)
      fail(`${quoted(name)} is given twice; keep one of them`);
  }
  return inOrder(Object.fromEntries(given));
}

/** Parses the limits, default and example that `readModifiers` returned, to their canonical form. */
export function readValues(raw: FieldArguments, typeName: FieldTypeName, fail: Fail): FieldArguments {
  const type = fieldType(typeName);
  const complete = { ...type.defaults, ...raw };
  const read = typedKeys.flatMap((key) => {
    const text = raw[key];
    if (text === undefined) return [];
    const value = type.parseValue(text, complete);
    if (value !== undefined) return [[key, value] as const];
    const example = type.example ?? complete.values?.[0] ?? '';
    return fail(
      `${key}=${shortened(text)} is not ${type.expected(complete)}; type it as ${joinField([`${key}=${example}`])}`,
    );
  });
  return { ...raw, ...Object.fromEntries(read) };
}

/** Sorts modifiers in the order of the table, so that equal fields are equal as text. */
export function inOrder(given: FieldArguments): FieldArguments {
  const keys = modifierNames.map((name) => modifiers[name].key).filter((key) => given[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, given[key]]));
}

function readModifier(segment: string, typeName: FieldTypeName, fail: Fail): Reading {
  const type = fieldType(typeName);
  const [word, value] = cut(segment);
  if (!isModifierName(word))
    return fail(`unknown modifier ${quoted(word)}; ${modifierHint(word, value, type)}`);
  if (!type.modifiers.includes(word))
    return fail(`type "${typeName}" takes no ${quoted(word)}; ${modifierHint(word, value, type)}`);
  const row: Modifier = modifiers[word];
  if (row.parse === undefined) {
    return value === undefined ? [row.key, true] : fail(`${quoted(word)} takes no value; type ${word}`);
  }
  if (value === undefined || value === '')
    return fail(`${quoted(word)} needs a value; type it as ${row.example}`);
  const fault = characterFault(value, type.multiline === true);
  if (fault !== undefined) fail(`the value of ${quoted(word)} has ${fault}; leave it out`);
  const read = row.parse(value);
  return read === undefined
    ? fail(`${word}=${shortened(value)} is not ${row.expected}; type it as ${row.example}`)
    : [row.key, read];
}

function modifierHint(word: string, value: string | undefined, type: FieldType): string {
  const needless = needlessModifier(word);
  if (needless !== undefined) return needless;
  const near = modifierMeant(word, type);
  if (near !== undefined)
    return `did you mean ${quoted(value && modifiers[near].expected !== 'no value' ? `${near}=${value}` : near)}?`;
  if (word === '') return 'leave out the colon';
  const taken = `it takes ${type.modifiers.join(', ')}`;
  return isModifierName(word) ? taken : `${taken}; a colon in a value is typed "::"`;
}

function cut(segment: string): readonly [word: string, value: string | undefined] {
  const at = segment.indexOf('=');
  return at < 0 ? [segment, undefined] : [segment.slice(0, at), segment.slice(at + 1)];
}

function shortened(text: string): string {
  return quoted(text).slice(1, -1);
}
