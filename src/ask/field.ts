import type { Ask, Choice } from '../dialogue.ts';
import {
  isModifierName,
  modifierNames,
  modifiers,
  type Modifier,
  type ModifierName,
} from '../fields/modifiers.ts';
import { fieldType, fieldTypes, isFieldTypeName, type FieldTypeName } from '../fields/types.ts';
import { formatField, parseField } from '../language/field.ts';
import { joinField, splitField } from '../language/field-text.ts';
import { quoted } from '../suggestion.ts';
import { refusal } from './refusal.ts';

/** The resource around a field that is asked for. */
export interface Surroundings {
  readonly name: string;
  /** The resource's first word: its name and modifiers. */
  readonly head: string;
  /** The other fields, as text. */
  readonly fields: readonly string[];
  /** Resources that a field may refer to. */
  readonly targets: readonly string[];
  /** Checks the whole resource; throws a UserError. */
  readonly check: (words: readonly string[]) => unknown;
}

/** A field as the answers of its questions. */
interface Draft {
  readonly name: string;
  readonly type: FieldTypeName;
  readonly segments: readonly string[];
}

const TYPES: readonly Choice[] = Object.entries(fieldTypes).map(([value, { title }]) => ({
  name: `${value}: ${title}`,
  value,
}));

const rowOf = (name: ModifierName): Modifier => modifiers[name];

/** How the errors of a field begin. */
const shown = (text: string): string => quoted(text).slice(1, -1);

const wordOf = (segment: string): string => segment.split('=')[0] ?? '';

/** Modifiers without a value that a type takes; a default need not be chosen. */
function flagsOf(type: FieldTypeName): readonly ModifierName[] {
  const { modifiers: taken, defaults } = fieldType(type);
  return modifierNames.filter(
    (name) =>
      taken.includes(name) && rowOf(name).parse === undefined && defaults?.[rowOf(name).key] === undefined,
  );
}

/** Modifiers that have their own question. */
const asksLength = (type: FieldTypeName): boolean =>
  fieldType(type).kind === 'text' && fieldType(type).modifiers.includes('max');

const hasValues = (type: FieldTypeName): boolean => fieldType(type).modifiers.includes('values');
const hasTarget = (type: FieldTypeName): boolean => fieldType(type).modifiers.includes('to');

/** Modifiers that are left for the last question. */
function othersOf(type: FieldTypeName): readonly ModifierName[] {
  const asked = new Set<ModifierName>([
    ...flagsOf(type),
    'values',
    'to',
    ...(asksLength(type) ? ['max' as const] : []),
  ]);
  return fieldType(type).modifiers.filter((name) => !asked.has(name) && rowOf(name).parse !== undefined);
}

const textOf = ({ name, type, segments }: Draft): string => joinField([name, type, ...segments]);

/** Replaces the segments of some modifiers. */
function withSegments(draft: Draft, replaced: readonly string[], segments: readonly string[]): Draft {
  const kept = draft.segments.filter((segment) => !replaced.includes(wordOf(segment)));
  return { ...draft, segments: [...kept, ...segments] };
}

/** A question about a field: asks, and returns the field with the answer. */
type FieldQuestion = (draft: Draft, ask: Ask, around: Surroundings) => Promise<Draft>;

/** Returns true, or what is wrong with the field so far, without words that were not typed. */
function faultOf(draft: Draft, { name }: Surroundings, more: () => unknown = () => undefined): true | string {
  const text = textOf(draft);
  return refusal(() => {
    parseField(text);
    more();
  }, [shown(text), name]);
}

const askTarget: FieldQuestion = async (draft, ask, { targets }) => {
  if (!hasTarget(draft.type)) return draft;
  const choices = targets.map((value) => ({ name: value, value }));
  const current = draft.segments.find((segment) => wordOf(segment) === 'to')?.slice('to='.length);
  const to = await ask({
    type: 'select',
    name: 'target',
    message: `Which resource does ${draft.name} refer to?`,
    choices,
    ...(current !== undefined && { default: current }),
  });
  return withSegments(draft, ['to'], [`to=${to}`]);
};

const valuesOf = (segments: readonly string[]): string | undefined =>
  segments.find((segment) => wordOf(segment) === 'values')?.slice('values='.length);

const askValues: FieldQuestion = async (draft, ask, around) => {
  if (!hasValues(draft.type)) return draft;
  const current = valuesOf(draft.segments);
  const withValues = (answer: string) =>
    withSegments(draft, ['values', 'default'], [`values=${answer.trim()}`]);
  const answer = await ask({
    type: 'input',
    name: 'values',
    message: `Values of ${draft.name}, separated by commas (e.g. draft,published)`,
    ...(current !== undefined && { default: current }),
    validate: (typed) => {
      if (typed.trim() === '') return 'type at least one value, e.g. draft,published';
      if (/\S\s+\S/.test(typed) && !typed.includes(','))
        return `separate the values by commas: ${typed.trim().replaceAll(/\s+/g, ',')}`;
      return faultOf(withValues(typed), around);
    },
  });
  return withValues(answer);
};

const askFlags: FieldQuestion = async (draft, ask, around) => {
  const flags = flagsOf(draft.type);
  if (flags.length === 0) return draft;
  const withFlags = (answer: string) => withSegments(draft, flags, answer.split(',').filter(isModifierName));
  const answer = await ask({
    type: 'checkbox',
    name: 'flags',
    message: `What applies to ${draft.name}? (Space selects, Enter continues)`,
    choices: flags.map((value) => ({
      name: `${value}: ${rowOf(value).meaning}`,
      value,
      checked: draft.segments.includes(value),
    })),
    validate: (chosen) => faultOf(withFlags(chosen), around),
  });
  return withFlags(answer);
};

const askLength: FieldQuestion = async (draft, ask, around) => {
  if (!asksLength(draft.type)) return draft;
  const usual = String(fieldType(draft.type).defaults?.max ?? '');
  const current = draft.segments.find((segment) => wordOf(segment) === 'max')?.slice('max='.length);
  const withLength = (answer: string) =>
    withSegments(
      draft,
      ['max'],
      answer.trim() === usual || answer.trim() === '' ? [] : [`max=${answer.trim()}`],
    );
  const answer = await ask({
    type: 'input',
    name: 'max',
    message: `Maximum length of ${draft.name}`,
    default: current ?? usual,
    validate: (typed) => faultOf(withLength(typed), around),
  });
  return withLength(answer);
};

const askOthers: FieldQuestion = async (draft, ask, around) => {
  const others = othersOf(draft.type);
  if (others.length === 0) return draft;
  const withOthers = (answer: string) =>
    withSegments(draft, others, answer.trim() === '' ? [] : splitField(answer.trim().replace(/^:/, '')));
  const current = joinField(
    draft.segments.filter((segment) => others.includes(wordOf(segment) as ModifierName)),
  );
  const answer = await ask({
    type: 'input',
    name: 'modifiers',
    message: `More constraints of ${draft.name}, joined by colons: ${others.join(' ')} (e.g. ${exampleOf(draft, others)}, Enter to skip)`,
    ...(current !== '' && { default: current }),
    validate: (typed) => {
      const complete = withOthers(typed);
      return faultOf(complete, around, () => around.check([around.head, ...around.fields, textOf(complete)]));
    },
  });
  return withOthers(answer);
};

/** An example with a value of the type, e.g. `ge=42`, or of the enum. */
function exampleOf({ type, segments }: Draft, others: readonly ModifierName[]): string {
  const first = others.find((name) => !['default', 'example'].includes(name)) ?? 'default';
  const [value] = valuesOf(segments)?.split(',') ?? [];
  const example = fieldType(type).example ?? value;
  const isValue = rowOf(first).expected === 'a value';
  return isValue && example !== undefined ? joinField([`${first}=${example}`]) : rowOf(first).example;
}

/** The questions after name and type, in order. */
const QUESTIONS: readonly FieldQuestion[] = [askTarget, askValues, askFlags, askLength, askOthers];

/** Asks for a name, or for a whole field such as `title:str:max=80`; empty for none, if there are others. */
async function askName(
  ask: Ask,
  { name, head, fields, check }: Surroundings,
  current?: string,
): Promise<string> {
  const complete = (answer: string) => (answer.includes(':') ? answer : `${answer}:str`);
  const isOptional = current === undefined && fields.length > 0;
  return ask({
    type: 'input',
    name: 'field',
    message: isOptional ? 'Field name (Enter for none)' : 'Field name (e.g. unit_price)',
    ...(current !== undefined && { default: current }),
    validate: (answer) => {
      if (answer.trim() === '') return isOptional || 'type a name, e.g. unit_price';
      const text = complete(answer);
      return refusal(() => check([head, ...fields, text]), [shown(text), name]);
    },
  });
}

/** Asks for one field, and returns it as text of the resource language; undefined for none. */
export async function askField(ask: Ask, around: Surroundings, edited?: string): Promise<string | undefined> {
  const [oldName, oldType, ...segments] = edited === undefined ? [] : splitField(edited);
  const name = await askName(ask, around, oldName);
  if (name.trim() === '') return undefined;
  if (name.includes(':')) return name;
  const message = `Type of ${name}`;
  const type = await ask({
    type: 'select',
    name: 'type',
    message,
    choices: TYPES,
    ...(oldType !== undefined && { default: oldType }),
  });
  if (!isFieldTypeName(type)) throw new Error(`${type} is no type`);
  let draft: Draft = { name, type, segments: type === oldType ? segments : [] };
  for (const question of QUESTIONS) draft = await question(draft, ask, around);
  return formatField(parseField(textOf(draft)));
}
