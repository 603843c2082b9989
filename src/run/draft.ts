import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT, type PlanEntry, type Scope } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Lock } from '../state/lock.ts';

/** A run that is thought through up to rendering: what the project is to be, and how much of it may be touched. */
export interface Draft {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** All resources as they will be, by snake name. */
  readonly resources: readonly ResourceSpec[];
  readonly scope: Scope;
  /** Files that are written once: migrations. */
  readonly seeds: readonly PlanEntry[];
  /** The last migration of a unit, where this run writes one. */
  readonly revisions: ReadonlyMap<string, string>;
  /** Files that the user deleted and wants back. */
  readonly restored?: readonly string[];
  /** What is known by now, and in no lock yet. */
  readonly recall?: (lock: Lock) => Lock;
  /** What a renamed resource's unit was called. */
  readonly formerUnits?: ReadonlyMap<string, string>;
  /** Units that are no more: of resources that are removed, and of renamed ones under their old name. */
  readonly goneUnits?: readonly string[];
  /** True: what git left of a merge in locks and registries is made whole. */
  readonly heals?: boolean;
}

/** Whether a run brings a resource in line with its spec as a whole. */
export function touches({ scope }: Draft, snake: string): boolean {
  return scope.what === 'everything' || (scope.what === 'resources' && scope.resources.includes(snake));
}

/** What each unit's files are in line with after the run; one over a single layer brings no unit in line. */
export function appliedSpecs(draft: Draft): ReadonlyMap<string, unknown> {
  const applied = new Map<string, unknown>();
  if (draft.scope.what === 'everything') applied.set(PROJECT_UNIT, draft.project);
  for (const resource of draft.resources) {
    const { snake } = namesOf(resource);
    if (touches(draft, snake)) applied.set(snake, resource);
  }
  return applied;
}
