import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT, type PlanEntry, type Scope } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Project } from './project.ts';

/** First stage of a run: the desired project. */
export interface Target {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** All resources after the run, by snake name. */
  readonly resources: readonly ResourceSpec[];
  /** Files that are written once, i.e. migrations. */
  readonly seeds: readonly PlanEntry[];
  /** The last migration of each unit for which this run writes one. */
  readonly revisions: ReadonlyMap<string, string>;
}

/** Second stage: the files that the run may change. */
export interface Reach {
  readonly scope: Scope;
  /** Deleted files to restore. */
  readonly restored: readonly string[];
  /** Units to delete: removed resources, and old names of renamed ones. */
  readonly gone: readonly string[];
}

/** Returns the project that its specs describe. */
export function wholeTarget({ root, stack, spec, resources }: Project): Target {
  return { root, stack, project: spec, resources, seeds: [], revisions: new Map() };
}

export const EVERYTHING: Reach = { scope: { what: 'everything' }, restored: [], gone: [] };

/** Whether a run updates all files of a resource. */
export function touches({ scope }: Reach, snake: string): boolean {
  return scope.what === 'everything' || (scope.what === 'resources' && scope.resources.includes(snake));
}

/** Returns the spec that each updated unit has applied after the run; a run over one layer updates no unit completely. */
export function appliedSpecs({ project, resources }: Target, reach: Reach): ReadonlyMap<string, unknown> {
  const applied = new Map<string, unknown>();
  if (reach.scope.what === 'everything') applied.set(PROJECT_UNIT, project);
  for (const resource of resources) {
    const { snake } = namesOf(resource);
    if (touches(reach, snake)) applied.set(snake, resource);
  }
  return applied;
}
