import type { FieldType } from './field-type.ts';
import type { FieldArguments } from './modifiers.ts';
import { datetimeText, dateText, timeText } from './moments.ts';
import { bigintPython, decimalPython, floatPython, intPython } from './python-number.ts';
import {
  boolPython,
  datePython,
  datetimePython,
  enumPython,
  jsonPython,
  referencePython,
  timePython,
  uuidPython,
} from './python-other.ts';
import { emailPython, longTextPython, slugPython, textPython, urlPython } from './python-text.ts';
import type { PythonType } from './python.ts';
import { decimalRange, holds, integerRange, rangeText, type Range } from './ranges.ts';
import { booleanText, decimalText, emailText, floatText, integerText } from './values.ts';
import { jsonText, slugText, urlText, uuidText } from './values.ts';

const common = ['optional', 'default', 'private', 'readonly', 'example'] as const;
const keyed = [...common, 'unique', 'index'] as const;
const bounds = ['gt', 'ge', 'lt', 'le'] as const;

const text = {
  title: 'several lines of text',
  python: longTextPython,
  kind: 'text',
  modifiers: [...common, 'min', 'max'],
  parseValue: (value: string) => value,
  expected: () => 'text',
  example: 'Ada',
  defaults: { max: 100_000 },
  sizes: [1, 1_000_000],
  multiline: true,
} as const satisfies FieldType;

const int = {
  title: 'whole number, 32 bit',
  python: intPython,
  kind: 'integer',
  modifiers: [...keyed, ...bounds],
  parseValue: (value: string) => within(integerText(value), integerRange(32)),
  expected: () => `a whole number ${rangeText(integerRange(32))}`,
  example: '42',
  range: () => integerRange(32),
} as const satisfies FieldType;

const date = moment('date', datePython, dateText, 'a date that exists', '2026-01-31');

/** All field types: one row per type. */
export const fieldTypes = {
  str: {
    title: 'one line of text',
    python: textPython,
    kind: 'text',
    modifiers: [...keyed, 'min', 'max'],
    parseValue: (value: string) => value,
    expected: () => 'text',
    example: 'Ada',
    defaults: { max: 255 },
    sizes: [1, 10_000],
  },
  text,
  int,
  bigint: {
    ...int,
    title: 'whole number, 64 bit',
    python: bigintPython,
    parseValue: (value: string) => within(integerText(value), integerRange(64)),
    expected: () => `a whole number ${rangeText(integerRange(64))}`,
    range: () => integerRange(64),
  },
  float: {
    title: 'floating point number',
    python: floatPython,
    kind: 'number',
    modifiers: [...keyed, ...bounds],
    parseValue: floatText,
    expected: () => 'a finite number',
    example: '0.5',
  },
  decimal: {
    title: 'exact decimal number',
    python: decimalPython,
    kind: 'decimal',
    modifiers: [...keyed, ...bounds, 'precision', 'scale'],
    parseValue: (value: string, field: FieldArguments) => within(decimalText(value), decimalRange(field)),
    expected: (field: FieldArguments) =>
      `a number ${rangeText(decimalRange(field))} with at most ${decimalRange(field).scale} decimal places`,
    example: '1',
    defaults: { precision: 12, scale: 2 },
    range: decimalRange,
  },
  bool: {
    title: 'yes or no',
    python: boolPython,
    kind: 'boolean',
    modifiers: [...common, 'index'],
    parseValue: booleanText,
    expected: () => 'true or false',
    example: 'true',
  },
  date,
  datetime: moment(
    'date and time, kept in UTC',
    datetimePython,
    datetimeText,
    'a date and time with Z or an offset',
    '2026-01-31T09:30:00Z',
  ),
  time: moment('time of day', timePython, timeText, 'a time of day without offset', '09:30:00'),
  uuid: {
    title: 'UUID',
    python: uuidPython,
    kind: 'text',
    modifiers: keyed,
    parseValue: uuidText,
    expected: () => 'a UUID',
    example: '123e4567-e89b-42d3-a456-426614174000',
  },
  email: {
    title: 'e-mail address',
    python: emailPython,
    kind: 'text',
    modifiers: keyed,
    parseValue: emailText,
    expected: () => 'an e-mail address of ASCII letters',
    example: 'ada@example.com',
    defaults: { max: 254 },
  },
  url: {
    title: 'http or https address',
    python: urlPython,
    kind: 'text',
    modifiers: [...keyed, 'max'],
    parseValue: urlText,
    expected: () => 'an http or https address',
    example: 'https://example.com/a',
    defaults: { max: 2048 },
    sizes: [32, 2048],
  },
  slug: {
    title: 'readable part of an address',
    python: slugPython,
    kind: 'text',
    modifiers: [...keyed, 'max', 'from'],
    parseValue: slugText,
    expected: () => 'lower-case words joined by hyphens',
    example: 'blue-shirt',
    defaults: { max: 255 },
    sizes: [16, 255],
  },
  json: {
    title: 'JSON object',
    python: jsonPython,
    kind: 'document',
    modifiers: ['optional', 'max', 'private', 'readonly', 'example'],
    parseValue: jsonText,
    expected: () => 'a JSON object',
    example: '{"a":1}',
    // Bytes of JSON in UTF-8; limited to keep a page of 100 rows small.
    defaults: { max: 16_384 },
    sizes: [64, 1_000_000],
  },
  enum: {
    title: 'one of several values',
    python: enumPython,
    kind: 'choice',
    modifiers: [...common, 'index', 'values'],
    parseValue: (value: string, field: FieldArguments) =>
      field.values?.includes(value) === true ? value : undefined,
    expected: (field: FieldArguments) => `one of ${field.values?.join(', ') ?? ''}`,
  },
  ref: {
    title: 'reference to one other resource',
    python: referencePython,
    kind: 'reference',
    modifiers: ['optional', 'unique', 'index', 'to', 'on_delete', 'private', 'readonly'],
    parseValue: () => undefined,
    expected: () => 'nothing',
    defaults: { onDelete: 'restrict', index: true },
  },
  many: {
    title: 'references to many other resources',
    kind: 'many',
    modifiers: ['to', 'min', 'max', 'private'],
    parseValue: () => undefined,
    expected: () => 'nothing',
    defaults: { min: 0, max: 100 },
    sizes: [1, 1000],
  },
} as const satisfies Record<string, FieldType>;

export type FieldTypeName = keyof typeof fieldTypes;

/** All types in the order in which help and prompts list them. */
export const fieldTypeNames = Object.keys(fieldTypes) as readonly FieldTypeName[];

/** Tells whether a word is the name of a type. */
export function isFieldTypeName(word: string): word is FieldTypeName {
  return Object.hasOwn(fieldTypes, word);
}

/** Returns the row of a type, widened to what every row has. */
export function fieldType(name: FieldTypeName): FieldType {
  return fieldTypes[name];
}

function moment(
  title: string,
  python: PythonType,
  parseValue: (text: string) => string | undefined,
  expected: string,
  example: string,
) {
  return {
    title,
    kind: 'moment',
    python,
    modifiers: keyed,
    parseValue,
    expected: () => expected,
    example,
  } as const satisfies FieldType;
}

function within(canonical: string | undefined, range: Range): string | undefined {
  return canonical !== undefined && holds(range, canonical) ? canonical : undefined;
}
