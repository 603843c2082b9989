import type { FieldArguments } from './modifiers.ts';
import { fieldType, type FieldTypeName } from './types.ts';

type Typed = FieldArguments & { readonly type: FieldTypeName };

/** The effect of a type change on a column's values. */
export interface Conversion {
  /** The type of the explicit cast that PostgreSQL needs. */
  readonly using?: string;
  /** Whether to check for texts that are not numbers first, because SQLite converts any text. */
  readonly checked?: true;
  /** Whether some values change without an error. */
  readonly lossy?: true;
  /** A warning to read before the migration runs. */
  readonly careful?: string;
}

type Rule = (before: Typed, after: Typed) => Conversion;

/** Returns the type of a field's column in migrations; undefined for a many field. */
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

/** Whether the column holds text, so that comparisons with text need no cast. */
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

/** All type changes that keep values; any other change replaces the column. */
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
  'decimal>integer': () => ({ lossy: true, careful: 'Decimal places are lost.' }),
  'number>decimal': (_, after) => intoDecimal(after, Infinity, Infinity),
  'number>integer': () => ({ lossy: true, careful: 'Decimal places are lost.' }),
};

/** Returns the effect of a type change on the values, or undefined if they cannot be kept. The fields must have their defaults. */
export function conversion(before: Typed, after: Typed): Conversion | undefined {
  if (storedType(before) === storedType(after)) return {};
  return rules[`${families[nameOf(before)]}>${families[nameOf(after)]}`]?.(before, after);
}
