import type { FieldArguments } from './modifiers.ts';
import { fieldType, type FieldTypeName } from './types.ts';

type Typed = FieldArguments & { readonly type: FieldTypeName };

/** What becomes of the values of a column that changes its type. */
export interface Conversion {
  /** PostgreSQL casts to this type only when it is told to. */
  readonly using?: string;
  /** SQLite takes any text for a number: what is none has to be looked for first. */
  readonly checked?: true;
  /** Some values do not come through as they were, and no database says so. */
  readonly lossy?: true;
  /** What to look at before the migration runs. */
  readonly careful?: string;
}

type Rule = (before: Typed, after: Typed) => Conversion;

/** The type of a field's column as a migration writes it; none for a set of references. */
export function storedType(field: Typed): string | undefined {
  return fieldType(field.type).python?.migration(field);
}

const families: Readonly<Record<string, string>> = {
  String: 'text',
  Text: 'text',
  Integer: 'integer',
  BigInteger: 'integer',
  Numeric: 'decimal',
  Double: 'number',
};

const nameOf = (field: Typed): string => /^sa\.(\w+)/.exec(storedType(field) ?? '')?.[1] ?? '';

/** Whether the column holds text, which compares with text without a cast. */
export const isTextual = (field: Typed): boolean => families[nameOf(field)] === 'text';

const isWide = (field: Typed): boolean => nameOf(field) === 'BigInteger';
const lengthOf = (field: Typed): number =>
  Number(/length=(\d+)/.exec(storedType(field) ?? '')?.[1] ?? Infinity);
const wholeDigits = ({ precision = 0, scale = 0 }: Typed): number => precision - scale;
const careful = (isCareful: boolean, text: string): Conversion => (isCareful ? { careful: text } : {});

function intoText(field: Typed, longest: number): Conversion {
  const length = lengthOf(field);
  return careful(length < longest, `PostgreSQL refuses more than ${length} characters, SQLite keeps them.`);
}

function intoDecimal(field: Typed, whole: number, places: number): Conversion {
  const { scale = 0 } = field;
  const isRounded = scale < places;
  const told = careful(
    wholeDigits(field) < whole || isRounded,
    `PostgreSQL rounds to ${scale} places and refuses more than ${wholeDigits(field)} digits before them.`,
  );
  return isRounded ? { ...told, lossy: true } : told;
}

const mostDigits = (field: Typed): number => (isWide(field) ? 19 : 10);

/** THE table of changes that keep values; any other takes the column away and puts a new one in its place. */
const rules: Readonly<Record<string, Rule>> = {
  'text>text': (before, after) => intoText(after, lengthOf(before)),
  'text>integer': (_, after) => ({ using: isWide(after) ? 'bigint' : 'integer', checked: true }),
  'integer>integer': (before, after) =>
    careful(isWide(before) && !isWide(after), 'PostgreSQL refuses more than 32 bits, SQLite keeps them.'),
  'integer>text': (before, after) => intoText(after, mostDigits(before) + 1),
  'integer>decimal': (before, after) => intoDecimal(after, mostDigits(before), 0),
  'integer>number': (before) =>
    isWide(before) ? { lossy: true, careful: 'Numbers beyond 2**53 are rounded.' } : {},
  'decimal>decimal': (before, after) => intoDecimal(after, wholeDigits(before), before.scale ?? 0),
  'decimal>number': () => ({}),
  'decimal>integer': () => ({ lossy: true, careful: 'What stands behind the point is lost.' }),
  'number>decimal': (_, after) => intoDecimal(after, Infinity, Infinity),
  'number>integer': () => ({ lossy: true, careful: 'What stands behind the point is lost.' }),
};

/** Returns what a change of type does to the values, or undefined where they cannot be kept at all. Takes fields with their defaults. */
export function conversion(before: Typed, after: Typed): Conversion | undefined {
  if (storedType(before) === storedType(after)) return {};
  return rules[`${families[nameOf(before)]}>${families[nameOf(after)]}`]?.(before, after);
}
