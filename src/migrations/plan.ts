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
  /** New revision ids by unit. */
  readonly revisions: ReadonlyMap<string, string>;
}

const TEMPLATE = 'migrations/revision.py';
const REVISION_LENGTH = 12;

/** Derives the revision id from its input and parent, so that a repeated run writes the same file. */
function revisionOf({ input = [] }: PlannedRevision, head: string | undefined): string {
  const seed = JSON.stringify([...input, head ?? null]);
  return createHash('sha256').update(seed).digest('hex').slice(0, REVISION_LENGTH);
}

/** Chains revisions after `head`; undefined: the first one has no parent. */
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
 * Plans a migration for each resource whose tables change, in the order renames, creations, changes (which may refer to
 * new tables), removals.
 *
 * @param resources all resources after the run
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
 * Plans the revisions of a new project: the built-in tables, then one per resource.
 *
 * @param resources all resources except the built-in ones
 */
export function newProjectRevisions(stack: Stack, resources: readonly ResourceSpec[]): Migrations {
  const given = builtInResources(stack.profile.rows);
  const added = resources.map((after) => ({ before: undefined, after }));
  return chained(
    [...builtInRevisions(stack), ...resourceRevisions([...given, ...resources], added)],
    undefined,
  );
}
