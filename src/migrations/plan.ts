import { createHash } from 'node:crypto';
import type { PlanEntry } from '../plan.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { planChanges, planCreations, planRemovals, type PlannedRevision } from './planned-revisions.ts';
import type { SpecChange } from '../change/spec-change.ts';

export interface Migrations {
  readonly seeds: readonly PlanEntry[];
  /** The new revision of each resource that gets one. */
  readonly revisions: ReadonlyMap<string, string>;
}

const TEMPLATE = 'migrations/revision.py';
const REVISION_LENGTH = 12;

/** The same input on the same head gives the same revision, so that a second try makes no second file. */
function revisionOf({ input }: PlannedRevision, head: string | undefined): string {
  const seed = JSON.stringify([...input, head ?? null]);
  return createHash('sha256').update(seed).digest('hex').slice(0, REVISION_LENGTH);
}

/**
 * One migration for each resource whose tables are made, changed or taken away, in a chain that goes on from `head`:
 * renames, then what is new, then changes, which may refer to it, then what goes.
 *
 * @param resources all resources as they will be
 */
export function planMigrations(
  resources: readonly ResourceSpec[],
  changes: readonly SpecChange[],
  head: string | undefined,
): Migrations {
  const added = changes.flatMap(({ before, after }) => (!before && after ? [after] : []));
  const removed = changes.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const { early, late } = planChanges(changes, resources);
  const planned = [
    ...early,
    ...planCreations(added, resources),
    ...late,
    ...planRemovals(removed, resources),
  ];
  const seeds: PlanEntry[] = [];
  const revisions = new Map<string, string>();
  let downRevision = head;
  for (const each of planned) {
    const revision = revisionOf(each, downRevision);
    const output = `alembic/versions/${revision}_${each.label}.py`;
    const view = { migration: each.view({ revision, downRevision }) };
    seeds.push({ unit: each.unit, kind: 'seed', template: TEMPLATE, output, view });
    revisions.set(each.unit, revision);
    downRevision = revision;
  }
  return { seeds, revisions };
}
