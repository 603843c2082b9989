import { UserError } from '../../src/errors.ts';
import { modifiers, type ModifierName } from '../../src/fields/modifiers.ts';
import { fieldType, fieldTypeNames, type FieldTypeName } from '../../src/fields/types.ts';
import { parseField, type FieldSpec } from '../../src/language/field.ts';
import { joinField } from '../../src/language/field-text.ts';
import type { Random } from './random.ts';
import { choices, values } from './ugly.ts';

/** A type with a modifier that it takes, or with none. */
export interface Pair {
  readonly type: FieldTypeName;
  readonly modifier: ModifierName | undefined;
}

/** Every type, alone and with each modifier of its row; `to` and `values` are in every field that knows them. */
export const pairs: readonly Pair[] = fieldTypeNames.flatMap((type) =>
  [undefined, ...fieldType(type).modifiers]
    // A reference is indexed anyway, and the parser forgets that it was said.
    .filter((modifier) => type !== 'ref' || modifier !== 'index')
    .map((modifier) => ({ type, modifier })),
);

/** What is implied by other modifiers is forgotten by the parser. */
export function isPair(field: FieldSpec, { type, modifier }: Pair): boolean {
  return field.type === type && (modifier === undefined || field[modifiers[modifier].key] !== undefined);
}

/** What a field may refer to: resources, and str fields of its own resource. */
export interface Surroundings {
  readonly targets: readonly string[];
  readonly sources: readonly string[];
  /** False where the field's target has to be optional, because it may not be there yet. */
  readonly mayRequire: (target: string) => boolean;
}

function valueOf(modifier: ModifierName, type: FieldTypeName, random: Random, around: Surroundings): string {
  switch (modifier) {
    case 'min':
      return String(random.between(0, 3));
    case 'max':
      return String(random.pick([2, 3, 40, 255, 1000]));
    case 'precision':
      return String(random.between(1, 15));
    case 'scale':
      return String(random.between(0, 6));
    case 'values':
      return random.pick(choices);
    case 'to':
      return random.pick(around.targets);
    case 'from':
      return random.pick(around.sources);
    case 'on_delete':
      return random.pick(['cascade', 'restrict', 'set_null']);
    default: {
      const known = [...(values[type] ?? []), fieldType(type).example ?? ''];
      return random.pick(type === 'enum' ? choices.flatMap((list) => list.split(',')) : known);
    }
  }
}

const always: ReadonlySet<ModifierName> = new Set(['to', 'values']);

/** One attempt, which may contradict itself. */
function attempt(name: string, { type, modifier }: Pair, random: Random, around: Surroundings): string {
  const row = fieldType(type);
  const possible = row.modifiers.filter((each) => each !== 'from' || around.sources.length > 0);
  const chosen = possible.filter(
    (each) => each === modifier || always.has(each) || (modifier !== undefined && random.chance(0.15)),
  );
  const words = chosen.map((each) => {
    const takesValue = 'parse' in modifiers[each];
    return takesValue ? `${each}=${valueOf(each, type, random, around)}` : each;
  });
  return joinField([name, type, ...words]);
}

function read(text: string): FieldSpec | undefined {
  try {
    return parseField(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function isPossible(field: FieldSpec, around: Surroundings): boolean {
  const required = field.type === 'many' ? (field.min ?? 0) > 0 : field.optional !== true;
  return field.to === undefined || !required || around.mayRequire(field.to);
}

/**
 * Draws a field of a type that has a modifier, with whatever else fits. The language itself is the judge of that.
 *
 * @returns undefined when the name is not a legal one for this type
 */
export function drawField(
  name: string,
  pair: Pair,
  random: Random,
  around: Surroundings,
): FieldSpec | undefined {
  for (let tries = 0; tries < 500; tries += 1) {
    const field = read(attempt(name, pair, random, around));
    if (field !== undefined && isPair(field, pair) && isPossible(field, around)) return field;
  }
  return undefined;
}
