import { longestIndexed, withDefaults } from './defaults.ts';
import type { FieldType } from './field-type.ts';
import type { FieldArguments } from './modifiers.ts';
import { bounded, holds } from './ranges.ts';
import { fieldTypes, type FieldTypeName } from './types.ts';

/** A field's modifiers and type. */
export type Typed = FieldArguments & { readonly type: FieldTypeName };

/** Returns what is wrong with a field (with its defaults) and how to fix it, or undefined. */
type Rule = (field: Typed, type: FieldType) => string | undefined;

const mostDigits = 15;
const fewestUnique = 100n;
const longestChoice = 100;

/** Rules to check before values are parsed. */
const shapeRules: readonly Rule[] = [
  ({ type, values }) =>
    type === 'enum' && values === undefined
      ? 'an enum needs its values; add values=draft,published'
      : undefined,
  ({ values }) => {
    const long = values?.find((value) => [...value].length > longestChoice);
    return long === undefined
      ? undefined
      : `an enum value has ${longestChoice} characters at most; shorten "${long}"`;
  },
  ({ type, precision = 1 }) =>
    type === 'decimal' && (precision < 1 || precision > mostDigits)
      ? `precision=${precision} is not from 1 to ${mostDigits}, which is what SQLite keeps exactly; type precision=${mostDigits} or less`
      : undefined,
  ({ type, precision = 0, scale = 0 }) =>
    type === 'decimal' && scale > precision
      ? `scale=${scale} is more than precision=${precision}, which counts all digits; type scale=${precision} or less`
      : undefined,
  ({ max }, { sizes: [low, high] = [0, Infinity] }) =>
    max !== undefined && (max < low || max > high)
      ? `max=${max} is not from ${low} to ${high}; type a max in between`
      : undefined,
  ({ min, max }) =>
    min !== undefined && max !== undefined && min > max
      ? `min=${min} is more than max=${max}; type min=${max} or less`
      : undefined,
  ({ ge, gt }) =>
    ge !== undefined && gt !== undefined ? 'ge and gt are two lower bounds; keep one of them' : undefined,
  ({ le, lt }) =>
    le !== undefined && lt !== undefined ? 'le and lt are two upper bounds; keep one of them' : undefined,
  (field) =>
    field.private && field.readonly
      ? 'private is never returned and readonly never taken; keep one of them'
      : undefined,
  (field) =>
    field.readonly && !field.optional && field.default === undefined && field.from === undefined
      ? 'a readonly field is never taken from a request, so it needs a value; add default=…, from=… or optional'
      : undefined,
  (field) =>
    field.from !== undefined && field.default !== undefined
      ? 'from makes the value, so there is no default; leave one out'
      : undefined,
  (field) =>
    field.from !== undefined && field.optional
      ? 'from always makes a value, so nothing is optional; leave one out'
      : undefined,
  (field) =>
    field.onDelete === 'set_null' && !field.optional
      ? 'on_delete=set_null needs a field that may be null; add optional'
      : undefined,
  (field) =>
    field.unique && field.default !== undefined
      ? 'a default would repeat a unique value; leave out default or unique'
      : undefined,
  ({ unique, index, max = 0 }, { kind }) =>
    kind === 'text' && (unique || index) && max > longestIndexed
      ? `max=${max} is too long for an index, PostgreSQL takes ${longestIndexed} characters; type max=${longestIndexed} or less, or leave out unique and index`
      : undefined,
  ({ type, unique, max = 0 }) =>
    type === 'str' && unique && max < 2
      ? `max=${max} leaves too few unique values; type max=2 or more`
      : undefined,
];

/** Rules on canonical limits, default and example. */
const valueRules: readonly Rule[] = [
  (field, type) => (isEmpty(field, type) ? `no value is ${boundsText(field)}; widen the bounds` : undefined),
  (field, type) => {
    const range = type.range === undefined ? undefined : bounded(type.range(field), field);
    return field.unique && range !== undefined && range.high - range.low + 1n < fewestUnique
      ? `the bounds leave ${range.high - range.low + 1n} values, too few to be unique; leave out unique or widen the bounds`
      : undefined;
  },
  (field, type) => misfit(field, type, 'default'),
  (field, type) => misfit(field, type, 'example'),
];

/** Returns the first inconsistency between a field's modifiers, or undefined. Does not check values. */
export function shapeFault(field: Typed): string | undefined {
  return firstFault(shapeRules, field);
}

/** Returns the first fault of a field's canonical limits, default and example, or undefined. */
export function valueFault(field: Typed): string | undefined {
  return firstFault(valueRules, field);
}

function firstFault(rules: readonly Rule[], field: Typed): string | undefined {
  const complete = withDefaults(field);
  for (const rule of rules) {
    const fault = rule(complete, fieldTypes[field.type]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isEmpty(field: Typed, type: FieldType): boolean {
  if (type.kind === 'number') {
    const low = Number(field.ge ?? field.gt ?? -Infinity);
    const high = Number(field.le ?? field.lt ?? Infinity);
    const open = field.gt !== undefined || field.lt !== undefined || field.unique === true;
    return open ? low >= high : low > high;
  }
  if (type.range === undefined) return false;
  const { low, high } = bounded(type.range(field), field);
  return low > high;
}

function misfit(field: Typed, type: FieldType, key: 'default' | 'example'): string | undefined {
  const value = field[key];
  if (value === undefined) return undefined;
  const length = [...value].length;
  if (type.kind === 'text' && length > (field.max ?? Infinity))
    return `${key}="${value}" has ${length} characters, more than max=${field.max}; shorten it`;
  if (type.kind === 'text' && length < (field.min ?? 0))
    return `${key}="${value}" has ${length} characters, fewer than min=${field.min}; lengthen it`;
  return outside(value, field, type)
    ? `${key}=${value} is not ${boundsText(field)}; type a value in the bounds`
    : undefined;
}

function outside(value: string, field: Typed, type: FieldType): boolean {
  if (type.range !== undefined) return !holds(bounded(type.range(field), field), value);
  if (type.kind !== 'number') return false;
  const number = Number(value);
  const low = number < Number(field.ge ?? -Infinity) || number <= Number(field.gt ?? -Infinity);
  return low || number > Number(field.le ?? Infinity) || number >= Number(field.lt ?? Infinity);
}

function boundsText(field: Typed): string {
  const keys = ['gt', 'ge', 'lt', 'le'] as const;
  return keys.flatMap((key) => (field[key] === undefined ? [] : [`${key}=${field[key]}`])).join(' and ');
}
