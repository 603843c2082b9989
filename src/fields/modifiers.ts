import { literal, picklist, string, type GenericSchema } from 'valibot';
import { someText, texts, wholeNumber } from '../schema.ts';
import { pascalOf } from '../spelling.ts';
import { integerText } from './values.ts';

/** The modifiers of a field; `FieldSpec` adds its name, type and id. */
export interface FieldArguments {
  readonly optional?: true;
  readonly unique?: true;
  readonly index?: true;
  readonly private?: true;
  readonly readonly?: true;
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  readonly gt?: string;
  readonly ge?: string;
  readonly lt?: string;
  readonly le?: string;
  readonly precision?: number;
  readonly scale?: number;
  readonly values?: readonly string[];
  readonly to?: string;
  readonly from?: string;
  readonly onDelete?: 'cascade' | 'restrict' | 'set_null';
  readonly example?: string;
}

type ArgumentKey = keyof FieldArguments;

/** One modifier of the resource language. */
export interface Modifier {
  readonly key: ArgumentKey;
  /** The modifier on the command line, for help and error messages. */
  readonly example: string;
  /** Its description, for help. */
  readonly meaning: string;
  /** Describes valid values, for error messages. */
  readonly expected: string;
  /** Schema of the stored value. */
  readonly schema: GenericSchema;
  /** Parses a typed value to the stored one; undefined if it is invalid. A modifier without it is a flag. */
  readonly parse?: (text: string) => FieldArguments[ArgumentKey];
}

const flag = { expected: 'no value', schema: literal(true) };
const count = { expected: 'a whole number', schema: wholeNumber, parse: countOf };
const DELETIONS = ['cascade', 'restrict', 'set_null'] as const;
// What the value must be depends on the field's type, so its row reads it.
const typed = { expected: 'a value', schema: string(), parse: (value: string) => value };

/** All modifiers, in the order in which a field is printed. */
export const modifiers = {
  optional: { ...flag, key: 'optional', example: 'optional', meaning: 'may be left out and may be null' },
  unique: { ...flag, key: 'unique', example: 'unique', meaning: 'no two rows have the same value' },
  index: { ...flag, key: 'index', example: 'index', meaning: 'lists filter by it fast' },
  min: { ...count, key: 'min', example: 'min=2', meaning: 'shortest length, or fewest entries' },
  max: { ...count, key: 'max', example: 'max=80', meaning: 'longest length, most entries, or bytes of JSON' },
  gt: { ...typed, key: 'gt', example: 'gt=0', meaning: 'greater than' },
  ge: { ...typed, key: 'ge', example: 'ge=0', meaning: 'greater than or equal to' },
  lt: { ...typed, key: 'lt', example: 'lt=100', meaning: 'less than' },
  le: { ...typed, key: 'le', example: 'le=100', meaning: 'less than or equal to' },
  precision: { ...count, key: 'precision', example: 'precision=10', meaning: 'digits in all' },
  scale: { ...count, key: 'scale', example: 'scale=2', meaning: 'digits behind the point' },
  values: {
    key: 'values',
    example: 'values=draft,published',
    meaning: 'what an enum may be',
    expected: 'different, visible words separated by single commas',
    schema: texts,
    parse: choicesOf,
  },
  to: {
    key: 'to',
    example: 'to=Category',
    meaning: 'the resource that is referred to',
    expected: 'the name of a resource',
    schema: someText,
    parse: pascalOf,
  },
  from: {
    key: 'from',
    example: 'from=name',
    meaning: 'the str field that a slug is made from',
    expected: 'the name of a str field of the same resource',
    schema: someText,
    parse: (name: string) => (/^[a-z][a-z\d_]*$/.test(name) ? name : undefined),
  },
  on_delete: {
    key: 'onDelete',
    example: 'on_delete=cascade',
    meaning: 'what happens when the row referred to is deleted',
    expected: 'cascade, restrict or set_null',
    schema: picklist(DELETIONS),
    parse: (word: string) => DELETIONS.find((choice) => choice === word),
  },
  private: { ...flag, key: 'private', example: 'private', meaning: 'taken in requests, never in a response' },
  readonly: { ...flag, key: 'readonly', example: 'readonly', meaning: 'never taken from a request' },
  default: { ...typed, key: 'default', example: 'default=new', meaning: 'the value when none is given' },
  example: { ...typed, key: 'example', example: 'example=Ada', meaning: 'shown in the API documentation' },
} as const satisfies Record<string, Modifier>;

export type ModifierName = keyof typeof modifiers;

/** All modifiers in the order in which `formatField` writes them. */
export const modifierNames = Object.keys(modifiers) as readonly ModifierName[];

/** Tells whether a word is the name of a modifier. */
export function isModifierName(word: string): word is ModifierName {
  return Object.hasOwn(modifiers, word);
}

function countOf(text: string): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? integerText(text) : undefined;
  return value === undefined ? undefined : Number(value);
}

function choicesOf(text: string): readonly string[] | undefined {
  const choices = text.split(',').map((choice) => choice.trim());
  const visible = choices.every((choice) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(choice));
  return visible && new Set(choices).size === choices.length ? choices : undefined;
}
