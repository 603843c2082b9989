import { UserError } from '../errors.ts';
import { touchesDatabase, type Difference } from '../language/difference.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { changeView } from './change-migration.ts';
import { labelOf } from './change-name.ts';
import { derive } from '../derived/derived.ts';
import { creationView, removalView } from './migration.ts';
import type { PlannedRevision } from './migration-parts.ts';
import { creations, inOrder } from './order.ts';
import {
  differencesOf,
  isChanged,
  seenFromBefore,
  type ChangedResource,
  type SpecChange,
} from '../change/spec-change.ts';

interface Changed extends ChangedResource {
  readonly changes: Difference;
}

// Layers do not affect the table.
const stored = (spec: ResourceSpec) => ({ ...spec, with: undefined, layers: undefined });
const tableOf = (spec: ResourceSpec): string => namesOf(spec).table;

/** Plans the revisions that create tables.
 *
 * @param resources all resources after the run */
export function planCreations(
  added: readonly ResourceSpec[],
  resources: readonly ResourceSpec[],
): readonly PlannedRevision[] {
  const fresh = new Set(added.map(({ name }) => name));
  const existing = resources.filter(({ name }) => !fresh.has(name)).map(tableOf);
  const derived = added.map((spec) => derive(spec, resources));
  return creations(derived, new Set(existing)).map((creation) => {
    const { names, spec } = creation.resource;
    return {
      unit: names.snake,
      input: [stored(spec)],
      label: `create_${names.plural}`,
      view: (ids) => creationView(creation, ids),
    };
  });
}

/** Plans the revisions that drop tables, in the reverse order of their creation. */
export function planRemovals(
  removed: readonly ResourceSpec[],
  resources: readonly ResourceSpec[],
): readonly PlannedRevision[] {
  const everyone = [...resources, ...removed];
  const derived = removed.map((spec) => derive(spec, everyone));
  const planned = creations(derived, new Set(resources.map(tableOf))).map((creation): PlannedRevision => {
    const { names, spec } = creation.resource;
    return {
      unit: names.snake,
      input: [stored(spec), null],
      label: `drop_${names.plural}`,
      view: (ids) => removalView(creation, ids),
    };
  });
  return planned.toReversed();
}

/** Revisions before the creation of new tables (`early`), and after it (`late`). */
export interface PlannedChanges {
  readonly early: readonly PlannedRevision[];
  readonly late: readonly PlannedRevision[];
}

/** Plans the changes of existing tables. Renames come first, so that other revisions use only new table names. */
export function planChanges(
  changes: readonly SpecChange[],
  resources: readonly ResourceSpec[],
): PlannedChanges {
  const changed = differencesOf(changes).flatMap(([change, found]): readonly Changed[] =>
    isChanged(change) && touchesDatabase(found) ? [{ ...change, changes: found }] : [],
  );
  const seen = seenFromBefore(resources, changes);
  const added = changes.flatMap(({ before, after }) => (!before && after ? [after] : []));
  const fresh = new Set(added.map(tableOf));
  const renamed = new Set(
    changed.flatMap(({ changes: { renamed: name } }) => (name === undefined ? [] : [name.after])),
  );
  const targetsOf = ({ before, after }: ChangedResource) =>
    [derive(before, seen), derive(after, resources)]
      .flatMap(({ references, sets }) => [references, sets].flat())
      .filter(({ target }) => target.table !== tableOf(before));
  const written = (each: Changed): readonly string[] => {
    const { added: come, dropped: gone, changed: other } = each.changes;
    const ids = new Set([...come, ...gone, ...other.map(({ after }) => after)].map(({ id }) => id));
    return targetsOf(each)
      .filter(({ spec }) => ids.has(spec.id))
      .map(({ target }) => target.table);
  };
  const all = (each: Changed): readonly string[] => targetsOf(each).map(({ target }) => target.table);
  const isEarly = (each: Changed): boolean =>
    renamed.has(tableOf(each.after)) && !written(each).some((table) => fresh.has(table));
  const here = new Set(seen.map(tableOf).filter((table) => !renamed.has(table)));
  const planned = (each: Changed): PlannedRevision => ({
    unit: namesOf(each.after).snake,
    input: [stored(each.before), stored(each.after)],
    label: labelOf(each.changes, namesOf(each.after).plural),
    view: (ids) => changeView(derive(each.before, seen), derive(each.after, resources), each.changes, ids),
  });
  const ordered = inOrder(changed, here, ({ after }) => tableOf(after), [all, written]);
  const late = ordered.filter((each) => !isEarly(each));
  refuseCircle(
    late.filter(({ changes: { renamed: name } }) => name !== undefined),
    added,
    resources,
  );
  return { early: ordered.filter(isEarly).map(planned), late: late.map(planned) };
}

/** Refuses a renamed resource and a new one that refer to each other: neither revision can come first. */
function refuseCircle(
  late: readonly Changed[],
  added: readonly ResourceSpec[],
  resources: readonly ResourceSpec[],
): void {
  for (const { after } of late) {
    const other = added.find((spec) => {
      const { references, sets } = derive(spec, resources);
      return [...references, ...sets].some(({ target }) => target.table === tableOf(after));
    });
    if (other === undefined) continue;
    throw new UserError(
      `${after.name} is renamed, but it and the new ${other.name} refer to each other; first rename it, then add ${other.name} in a second run`,
    );
  }
}
