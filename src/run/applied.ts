import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_UNIT, plan } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { lockFile } from '../state/layout.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { isApplied, lockedUnits } from '../state/lock.ts';
import { fileOfField } from '../state/resources.ts';
import { builtInResources } from '../view/built-in.ts';
import { projectView } from '../view/project.ts';
import { sorted, type Project } from './project.ts';

/**
 * Resources whose specs say something else than their files do: edited, or added, by hand or by a merge.
 *
 * @throws UserError (exit 4) when the lock of one is damaged
 */
export function editedResources({ root, resources }: Project): readonly ResourceSpec[] {
  const edited = resources.filter((resource) => !isApplied(root, namesOf(resource).snake, resource));
  // A damaged lock looks like an edited spec: report it first.
  for (const resource of edited) appliedSpec(readHealedLock(root, namesOf(resource).snake));
  return edited;
}

/**
 * What resources were that have no spec any more, deleted by hand or by a merge, and whose files and tables are still there.
 *
 * @throws UserError (exit 4) when the lock of one is damaged
 */
export function goneResources({ root, resources }: Project): readonly ResourceSpec[] {
  const known = new Set([PROJECT_UNIT, ...resources.map((resource) => namesOf(resource).snake)]);
  const gone = lockedUnits(root).filter((unit) => !known.has(unit));
  return gone.flatMap((unit) => appliedSpec(readHealedLock(root, unit)) ?? []);
}

/** Resources that have files, and no lock that says so: it was lost, for a resource that is new has neither. */
export function forgottenResources(project: Project): readonly ResourceSpec[] {
  const { root, stack, spec, resources } = project;
  const unlocked = editedResources(project).filter(
    (resource) => !existsSync(join(root, lockFile(namesOf(resource).snake))),
  );
  if (unlocked.length === 0) return [];
  const view = projectView(spec, resources, stack);
  const entries = plan(stack, view, { what: 'everything' });
  return unlocked.filter((resource) =>
    entries.some(({ unit, output }) => unit === namesOf(resource).snake && existsSync(join(root, output))),
  );
}

/** A line for each resource whose spec and files say different things, which takes a migration to mend: only `sync` makes one. */
export function unappliedLines(project: Project): readonly string[] {
  return [
    ...editedResources(project).map(
      ({ name }) => `${name}: its spec was edited and its files do not say so yet`,
    ),
    ...goneResources(project).map(({ name }) => `${name}: its spec is gone and its files are still there`),
  ];
}

/**
 * Checks that the specs of a project fit together. One that is gone is still referred to, and its files are no leftovers
 * before `sync` has asked about its rows.
 *
 * @returns all of them, those that are gone included
 * @throws UserError naming the file of a reference to nothing
 */
export function fittingResources(project: Project): readonly ResourceSpec[] {
  const resources = sorted([...project.resources, ...goneResources(project)]);
  const given = builtInResources(project.stack.profile.rows);
  checkResources(resources, [], given, fileOfField(project.resources));
  return resources;
}
