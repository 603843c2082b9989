import { createHash } from 'node:crypto';
import type { Stack } from '../overlay/stack.ts';
import type { PlanEntry } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { once } from '../lazy.ts';

const LENGTH = 16;

const digest = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, LENGTH);
};

/** Returns a resource with all direct and indirect targets of its references: its files depend on them. */
function withTargets(
  resource: ResourceSpec,
  byName: ReadonlyMap<string, ResourceSpec>,
): readonly ResourceSpec[] {
  const found = new Set([resource]);
  for (const each of found) {
    for (const { to } of each.fields) {
      const target = to === undefined ? undefined : byName.get(to);
      if (target) found.add(target);
    }
  }
  return [...found];
}

export interface Rendering {
  readonly stack: Stack;
  readonly project: ProjectSpec;
  readonly resources: readonly ResourceSpec[];
  readonly version: string;
}

/**
 * Returns a function that hashes everything that decides a file's render. If the hash is unchanged, the file need not be
 * rendered again.
 */
export function inputsOf({ stack, project, resources, version }: Rendering): (entry: PlanEntry) => string {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const byUnit = new Map(resources.map((resource) => [namesOf(resource).snake, resource]));
  const everything = once(() => {
    const templates = [...stack.templates.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const texts = templates.flatMap(({ id, text }) => [id, text()]);
    // The version stands for the code: with equal templates, only a new version can change the output of views, EJS and ruff.
    return digest([version, JSON.stringify([stack.profile, project]), ...texts]);
  });
  const ofList = once(() => digest([everything(), JSON.stringify(resources)]));
  const ofUnit = new Map<string, string>();
  return ({ unit, kind }) => {
    if (kind === 'registry') return ofList();
    const resource = byUnit.get(unit);
    if (!resource) return everything();
    const known = ofUnit.get(unit) ?? digest([everything(), JSON.stringify(withTargets(resource, byName))]);
    ofUnit.set(unit, known);
    return known;
  };
}
