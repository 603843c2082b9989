import { difference, type Difference, type Renamings } from '../language/difference.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';

/** One resource before and after a run. Without `before` it is new, without `after` it is removed. */
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

/** Returns the old names of renamed resources to new ones. */
export function renamingsOf(changes: readonly SpecChange[]): Renamings {
  return new Map(changes.filter(isChanged).map(({ before, after }) => [before.name, after.name]));
}

/** Returns the database difference of each change. */
export function differencesOf(
  changes: readonly SpecChange[],
): readonly (readonly [SpecChange, Difference])[] {
  const renamings = renamingsOf(changes);
  return changes.map((change) => [change, difference(change.before, change.after, renamings)]);
}

/**
 * Returns the resources for resolving references of an old spec. A renamed resource has its old name and its new table,
 * because tables are renamed first; removed resources still exist.
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
