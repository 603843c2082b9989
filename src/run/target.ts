import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT, type PlanEntry, type Scope } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Project } from './project.ts';

/** First stage of a run: what the project is to be. */
export interface Target {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** All resources as they will be, by snake name. */
  readonly resources: readonly ResourceSpec[];
  /** Files that are written once: migrations. */
  readonly seeds: readonly PlanEntry[];
  /** The last migration of a unit, where this run writes one. */
  readonly revisions: ReadonlyMap<string, string>;
}

/** Second stage: how much of the project the run may touch. */
export interface Reach {
  readonly scope: Scope;
  /** Files that the user deleted and wants back. */
  readonly restored: readonly string[];
  /** Units that are no more: of resources that are removed, and of renamed ones under their old name. */
  readonly gone: readonly string[];
}

/** The whole project as its specs have it. */
export function wholeTarget({ root, stack, spec, resources }: Project): Target {
  return { root, stack, project: spec, resources, seeds: [], revisions: new Map() };
}

export const EVERYTHING: Reach = { scope: { what: 'everything' }, restored: [], gone: [] };

/** Whether a run brings a resource in line with its spec as a whole. */
export function touches({ scope }: Reach, snake: string): boolean {
  return scope.what === 'everything' || (scope.what === 'resources' && scope.resources.includes(snake));
}

/** What each unit's files are in line with after the run; one over a single layer brings no unit in line. */
export function appliedSpecs({ project, resources }: Target, reach: Reach): ReadonlyMap<string, unknown> {
  const applied = new Map<string, unknown>();
  if (reach.scope.what === 'everything') applied.set(PROJECT_UNIT, project);
  for (const resource of resources) {
    const { snake } = namesOf(resource);
    if (touches(reach, snake)) applied.set(snake, resource);
  }
  return applied;
}
