import { readProfile, readProfiles } from '../overlay/manifest.ts';
import { openStack, type Stack } from '../overlay/stack.ts';
import { checkLayers } from '../language/layers.ts';
import { refuseOlderThanProject } from '../state/generator-version.ts';
import { ANSWERS_FILE, STATE_FOLDER, resourceFile } from '../state/layout.ts';
import { lockedUnits } from '../state/lock.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { UserError } from '../errors.ts';
import { parseProject, type ProfileChoices, type ProjectSpec } from '../language/project.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { findProjectRoot, readAnswers } from '../state/answers.ts';
import { readResources } from '../state/resources.ts';
import { recover } from '../write/journal.ts';
import type { Context } from './context.ts';

/** A generated project as it is on disk. */
export interface Project {
  readonly root: string;
  readonly spec: ProjectSpec;
  readonly stack: Stack;
  readonly resources: readonly ResourceSpec[];
}

/** The templates that a project is made of. */
export function stackOf(templates: string, { profile, auth }: ProjectSpec): Stack {
  return openStack(templates, readProfile(templates, profile, auth));
}

/** By snake name: the order in which registries and states list resources. */
export function sorted(resources: readonly ResourceSpec[]): readonly ResourceSpec[] {
  return resources.toSorted((a, b) => (namesOf(a).snake < namesOf(b).snake ? -1 : 1));
}

/**
 * Finds the project that the current folder is in, after finishing what a killed run left.
 *
 * @param readOnly true where nothing may be written, not even by finishing a killed run
 * @throws UserError when there is no project, (exit 4) when a newer generator wrote it
 */
export function openRoot({ cwd, say, version }: Context, readOnly: boolean): string {
  const root = findProjectRoot(cwd);
  refuseForeignRecords(root);
  refuseOlderThanProject(root, version);
  if (!readOnly && recover(root)) say('finished what an interrupted run had left');
  return root;
}

/** Without locks and specs every file would be taken for somebody else's. */
function refuseForgotten(root: string): void {
  if (lockedUnits(root).length > 0) return;
  throw new UserError(
    `${STATE_FOLDER} has no locks: what the generator remembers of this project is lost; rebuild it with "fastapi-architect adopt"`,
    4,
  );
}

/**
 * Says of which file an error is.
 *
 * @throws UserError (exit 4) where the check fails
 */
function inFile<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${path}: ${error.message}`, 4);
  }
}

/** Checks the answers that a project keeps. */
export function storedProject(
  answers: unknown,
  profiles: readonly ProfileChoices[],
  path = ANSWERS_FILE,
): ProjectSpec {
  return inFile(path, () => parseProject(answers, profiles));
}

/**
 * Opens the project that the current folder is in, after finishing what a killed run left.
 *
 * @param readOnly true where nothing may be written, not even by finishing a killed run
 * @param heals whether specs that git has left markers in are put together
 * @throws UserError when there is no project, or what it keeps is damaged
 */
export function openProject(context: Context, readOnly = false, heals = false): Project {
  const root = openRoot(context, readOnly);
  refuseForgotten(root);
  const spec = storedProject(readAnswers(root), readProfiles(context.templates));
  const stack = stackOf(context.templates, spec);
  const resources = sorted(readResources(root, heals));
  for (const resource of resources)
    inFile(resourceFile(namesOf(resource).snake), () => checkLayers([resource], stack.profile));
  return { root, spec, stack, resources };
}
