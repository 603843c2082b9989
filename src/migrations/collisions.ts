import { associationOf, columnOf } from '../language/derived-names.ts';
import {
  difference,
  keepsValues,
  touchesDatabase,
  type Aspect,
  type Difference,
} from '../language/difference.ts';
import type { FieldSpec } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Branched } from '../language/unite.ts';

type Touched = ReadonlyMap<string, ReadonlySet<Aspect>>;

/** Aspects that the revisions of two branches may both change, in either order. */
const EITHER_ORDER: ReadonlySet<Aspect> = new Set(['optional', 'values']);

/** A column that is created, dropped or renamed, so that no other change of it is compatible. */
const WHOLE: ReadonlySet<Aspect> = new Set(['name']);

/** Returns the columns and association tables that a difference changes, with the changed aspects. */
function touchedBy({ names }: { readonly names: readonly [string, string] }, changes: Difference): Touched {
  const [before, after] = names;
  const word = (field: FieldSpec, snake: string): string =>
    columnOf(field) ?? associationOf(snake, field).table;
  return new Map([
    ...changes.added.map((field) => [word(field, after), WHOLE] as const),
    ...changes.dropped.map((field) => [word(field, before), WHOLE] as const),
    ...changes.changed.flatMap((change) => {
      const aspects = keepsValues(change) ? change.aspects : WHOLE;
      const words = [word(change.before, before), word(change.after, after)];
      return words.map((each) => [each, aspects] as const);
    }),
  ]);
}

function collide(one: ReadonlySet<Aspect>, other: ReadonlySet<Aspect>): boolean {
  if (one.has('name') || other.has('name')) return true;
  return [...one].some((aspect) => other.has(aspect) && !EITHER_ORDER.has(aspect));
}

const namesIn = (before: ResourceSpec, after: ResourceSpec) =>
  ({ names: [namesOf(before).snake, namesOf(after).snake] }) as const;

/**
 * Returns what the revisions of two branches change incompatibly, so that one fails after the other: the table, or
 * columns such as `notes.title`.
 */
export function collisions({ base, ours, theirs }: Branched): readonly string[] {
  const { table } = namesOf(ours);
  if (base === undefined) return [table];
  const [mine, other] = [difference(base, ours), difference(base, theirs)];
  if (!touchesDatabase(mine) || !touchesDatabase(other)) return [];
  if (mine.renamed !== undefined || other.renamed !== undefined) return [namesOf(base).table];
  const touched = touchedBy(namesIn(base, theirs), other);
  return [...touchedBy(namesIn(base, ours), mine)].flatMap(([column, aspects]) => {
    const others = touched.get(column);
    return others && collide(aspects, others) ? [`${table}.${column}`] : [];
  });
}
