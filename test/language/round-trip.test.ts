import { assert, gen, pre, property } from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { modifiers, type ModifierName, type Modifier } from '../../src/fields/modifiers.ts';
import { fieldType, fieldTypeNames } from '../../src/fields/types.ts';
import { formatField, parseField, type FieldSpec } from '../../src/language/field.ts';
import { joinField } from '../../src/language/field-text.ts';
import { Shrinking, type Source } from '../proof/random.ts';
import { formatResource, parseResource, parseResourceLine } from '../../src/language/resource.ts';

const seed = Number(process.env['SPEC_SEED'] ?? Date.now() % 2 ** 31);
const fieldsWanted = 1000;

const alphabet = [...'ab 1:,=\'"\\<%{}$`#|;-_.éש漢😀'];
const textOf = (random: Source, length: number) =>
  Array.from({ length }, () => random.pick(alphabet)).join('');

function segment(random: Source, modifier: ModifierName, example: string): string {
  const row: Modifier = modifiers[modifier];
  if (row.parse === undefined) return modifier;
  const number = () => String(random.between(-100, 199));
  const values = {
    text: [textOf(random, random.between(1, 12)), example],
    number: [number(), `${number()}.5`, example],
    count: [String(random.between(0, 39))],
  };
  if (row.expected === 'a whole number') return `${modifier}=${random.pick(values.count)}`;
  if (['gt', 'ge', 'lt', 'le'].includes(modifier)) return `${modifier}=${random.pick(values.number)}`;
  if (['default', 'example'].includes(modifier))
    return `${modifier}=${random.pick([...values.text, ...values.number])}`;
  return modifier === 'values' ? `values=${textOf(random, 4)},${textOf(random, 3)}b` : row.example;
}

/** A field, or undefined where the modifiers that were drawn do not go together. */
function randomField(random: Source): FieldSpec | undefined {
  const type = random.pick(fieldTypeNames);
  const row = fieldType(type);
  const chosen = row.modifiers.filter((modifier) => random.between(0, 2) === 0 || modifier === 'values');
  const words = chosen.map((modifier) => segment(random, modifier, row.example ?? 'ab'));
  try {
    return parseField(joinField([`f_${random.between(0, 999)}`, type, ...random.shuffled(words)]));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Checks a thousand random fields, and shrinks one that fails. */
function eachField(check: (field: FieldSpec) => void): void {
  const types = new Set<string>();
  const holds = property(gen(), (draw) => {
    const field = randomField(new Shrinking(draw));
    pre(field !== undefined);
    types.add(field.type);
    check(field);
  });
  assert(holds, { seed, numRuns: fieldsWanted, maxSkipsPerRun: 40 });
  expect(types.size).toBe(fieldTypeNames.length);
}

test(`random fields come back as they were (SPEC_SEED=${seed})`, () => {
  eachField((field) => {
    const text = formatField(field);
    expect(parseField(text), text).toEqual(field);
    expect(formatField(parseField(text))).toBe(text);
  });
});

test(`random fields survive a line of a shell (SPEC_SEED=${seed})`, () => {
  eachField((field) => {
    if (field.from !== undefined) return;
    const resource = { name: 'Thing', fields: [field] };
    const line = formatResource(resource);
    expect(parseResource(parseResourceLine(line)), line).toEqual(resource);
  });
});
