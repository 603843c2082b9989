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
 * Returns resources whose specs differ from their files: edited or added, by hand or by a git merge.
 *
 * @throws UserError (exit 4) if a lock is damaged
 */
export function editedResources({ root, resources }: Project): readonly ResourceSpec[] {
  const edited = resources.filter((resource) => !isApplied(root, namesOf(resource).snake, resource));
  // A damaged lock looks like an edited spec: report it first.
  for (const resource of edited) appliedSpec(readHealedLock(root, namesOf(resource).snake));
  return edited;
}

/**
 * Returns the last applied specs of resources whose spec was deleted by hand or by a git merge; files and tables still exist.
 *
 * @throws UserError (exit 4) if a lock is damaged
 */
export function goneResources({ root, resources }: Project): readonly ResourceSpec[] {
  const known = new Set([PROJECT_UNIT, ...resources.map((resource) => namesOf(resource).snake)]);
  const gone = lockedUnits(root).filter((unit) => !known.has(unit));
  return gone.flatMap((unit) => appliedSpec(readHealedLock(root, unit)) ?? []);
}

/** Returns resources with files but without a lock: the lock was lost, because a new resource has no files. */
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

/** Returns a line for each resource whose spec and files differ. Fixing it may need a migration, which `sync` writes. */
export function unappliedLines(project: Project): readonly string[] {
  return [
    ...editedResources(project).map(
      ({ name }) => `${name}: its spec was edited, but its files are not updated yet`,
    ),
    ...goneResources(project).map(({ name }) => `${name}: its spec was deleted, but its files still exist`),
  ];
}

/**
 * Checks that a project's specs are consistent. Deleted resources still count as targets of references, and their files
 * stay until `sync` has confirmed that their rows may be deleted.
 *
 * @returns all resources, including deleted ones
 * @throws UserError with the file of a reference to a missing resource
 */
export function fittingResources(project: Project): readonly ResourceSpec[] {
  const resources = sorted([...project.resources, ...goneResources(project)]);
  const given = builtInResources(project.stack.profile.rows);
  checkResources(resources, [], given, fileOfField(project.resources));
  return resources;
}
