import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { modifiers, type ModifierName, type Modifier } from '../../src/fields/modifiers.ts';
import { fieldType, fieldTypeNames } from '../../src/fields/types.ts';
import { formatField, parseField, type FieldSpec } from '../../src/language/field.ts';
import { joinField } from '../../src/language/field-text.ts';
import { formatResource, parseResource, parseResourceLine } from '../../src/language/resource.ts';

const seed = Number(process.env['SPEC_SEED'] ?? Date.now() % 2 ** 31);
const fieldsWanted = 1000;

/** A small generator of random numbers (mulberry32), so that a failure can be repeated. */
function randomFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const below = randomFrom(seed);
const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
const alphabet = [...'ab 1:,=\'"\\<%{}$`#|;-_.éש漢😀'];
const textOf = (length: number) => Array.from({ length }, () => pick(alphabet)).join('');

function segment(modifier: ModifierName, example: string): string {
  const row: Modifier = modifiers[modifier];
  if (row.parse === undefined) return modifier;
  const number = () => String(below(300) - 100);
  const values = {
    text: [textOf(1 + below(12)), example],
    number: [number(), `${number()}.5`, example],
    count: [String(below(40))],
  };
  if (row.expected === 'a whole number') return `${modifier}=${pick(values.count)}`;
  if (['gt', 'ge', 'lt', 'le'].includes(modifier)) return `${modifier}=${pick(values.number)}`;
  if (['default', 'example'].includes(modifier))
    return `${modifier}=${pick([...values.text, ...values.number])}`;
  return modifier === 'values' ? `values=${textOf(4)},${textOf(3)}b` : row.example;
}

function randomField(): FieldSpec | undefined {
  const type = pick(fieldTypeNames);
  const row = fieldType(type);
  const chosen = row.modifiers.filter((modifier) => below(3) === 0 || modifier === 'values');
  const words = chosen.map((modifier) => segment(modifier, row.example ?? 'ab')).toSorted(() => below(3) - 1);
  try {
    return parseField(joinField([`f_${below(1000)}`, type, ...words]));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function randomFields(): readonly FieldSpec[] {
  const fields: FieldSpec[] = [];
  for (let tried = 0; fields.length < fieldsWanted && tried < fieldsWanted * 40; tried++) {
    const field = randomField();
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

test(`random fields come back as they were (SPEC_SEED=${seed})`, () => {
  const fields = randomFields();
  expect(fields.length).toBe(fieldsWanted);
  expect(new Set(fields.map(({ type }) => type)).size).toBe(fieldTypeNames.length);
  for (const field of fields) {
    const text = formatField(field);
    expect(parseField(text), text).toEqual(field);
    expect(formatField(parseField(text))).toBe(text);
  }
});

test(`random fields survive a line of a shell (SPEC_SEED=${seed})`, () => {
  for (const field of randomFields()) {
    if (field.from !== undefined) continue;
    const resource = { name: 'Thing', fields: [field] };
    const line = formatResource(resource);
    expect(parseResource(parseResourceLine(line)), line).toEqual(resource);
  }
});
