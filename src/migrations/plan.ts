import { createHash } from 'node:crypto';
import type { Stack } from '../overlay/stack.ts';
import type { PlanEntry } from '../plan.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { builtInResources } from '../view/built-in.ts';
import { builtInRevisions } from './built-in-revisions.ts';
import type { PlannedRevision } from './migration-parts.ts';
import { planChanges, planCreations, planRemovals } from './planned-revisions.ts';
import type { SpecChange } from '../change/spec-change.ts';

export interface Migrations {
  readonly seeds: readonly PlanEntry[];
  /** The new revision of each resource that gets one. */
  readonly revisions: ReadonlyMap<string, string>;
}

const TEMPLATE = 'migrations/revision.py';
const REVISION_LENGTH = 12;

/** The same input on the same head gives the same revision, so that a second try makes no second file. */
function revisionOf({ input = [] }: PlannedRevision, head: string | undefined): string {
  const seed = JSON.stringify([...input, head ?? null]);
  return createHash('sha256').update(seed).digest('hex').slice(0, REVISION_LENGTH);
}

/** Puts revisions in a chain that goes on from `head`; undefined: the first has none before it. */
export function chained(planned: readonly PlannedRevision[], head: string | undefined): Migrations {
  const seeds: PlanEntry[] = [];
  const revisions = new Map<string, string>();
  let downRevision = head;
  for (const each of planned) {
    const { template, revision } = each.made ?? {
      template: TEMPLATE,
      revision: revisionOf(each, downRevision),
    };
    const output = `alembic/versions/${revision}_${each.label}.py`;
    const view = { migration: each.view({ revision, downRevision }) };
    seeds.push({ unit: each.unit, kind: 'seed', template, output, view });
    revisions.set(each.unit, revision);
    downRevision = revision;
  }
  return { seeds, revisions };
}

/**
 * Plans one migration for each resource whose tables are made, changed or taken away: renames, then what is new, then changes,
 * which may refer to it, then what goes.
 *
 * @param resources all resources as they will be
 */
export function resourceRevisions(
  resources: readonly ResourceSpec[],
  changes: readonly SpecChange[],
): readonly PlannedRevision[] {
  const added = changes.flatMap(({ before, after }) => (!before && after ? [after] : []));
  const removed = changes.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const { early, late } = planChanges(changes, resources);
  return [...early, ...planCreations(added, resources), ...late, ...planRemovals(removed, resources)];
}

/**
 * Plans the revisions of a new project: those of the tables that it comes with, then one for each resource.
 *
 * @param resources all resources, those that it comes with left out
 */
export function newProjectRevisions(stack: Stack, resources: readonly ResourceSpec[]): Migrations {
  const given = builtInResources(stack.profile.rows);
  const added = resources.map((after) => ({ before: undefined, after }));
  return chained(
    [...builtInRevisions(stack), ...resourceRevisions([...given, ...resources], added)],
    undefined,
  );
}
