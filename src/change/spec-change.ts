import { difference, type Difference, type Renamings } from '../language/difference.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';

/** One resource before and after a run: new without `before`, removed without `after`. */
export interface SpecChange {
  readonly before?: ResourceSpec | undefined;
  readonly after?: ResourceSpec | undefined;
}

export interface ChangedResource {
  readonly before: ResourceSpec;
  readonly after: ResourceSpec;
}

export function isChanged(change: SpecChange): change is ChangedResource {
  return change.before !== undefined && change.after !== undefined;
}

/** What resources that are renamed in this run were called. */
export function renamingsOf(changes: readonly SpecChange[]): Renamings {
  return new Map(changes.filter(isChanged).map(({ before, after }) => [before.name, after.name]));
}

/** What each change makes different in the database. */
export function differencesOf(
  changes: readonly SpecChange[],
): readonly (readonly [SpecChange, Difference])[] {
  const renamings = renamingsOf(changes);
  return changes.map((change) => [change, difference(change.before, change.after, renamings)]);
}

/**
 * The resources as an old spec has to see them: what is renamed goes by its old name and has its new table, because
 * tables are renamed before anything refers to them; what is removed is still there.
 */
export function seenFromBefore(
  resources: readonly ResourceSpec[],
  changes: readonly SpecChange[],
): readonly ResourceSpec[] {
  const old = changes.flatMap(({ before, after }): readonly ResourceSpec[] => {
    if (!before) return [];
    return [after ? { ...after, name: before.name, plural: namesOf(after).table } : before];
  });
  const known = new Set(old.map(({ name }) => name));
  return [...old, ...resources.filter(({ name }) => !known.has(name))];
}
