import { readProfile, readProfiles } from '../overlay/manifest.ts';
import { openStack, type Stack } from '../overlay/stack.ts';
import { checkLayers } from '../derived/layers.ts';
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

/** A generated project on disk. */
export interface Project {
  readonly root: string;
  readonly spec: ProjectSpec;
  readonly stack: Stack;
  readonly resources: readonly ResourceSpec[];
}

/** Opens the templates of a project. */
export function stackOf(templates: string, { profile, auth }: ProjectSpec): Stack {
  return openStack(templates, readProfile(templates, profile, auth));
}

/** Sorts resources by snake name, the order of registries and state files. */
export function sorted(resources: readonly ResourceSpec[]): readonly ResourceSpec[] {
  return resources.toSorted((a, b) => (namesOf(a).snake < namesOf(b).snake ? -1 : 1));
}

/**
 * Finds the project root at or above the current folder, and finishes an interrupted run.
 *
 * @param readOnly whether to write nothing, not even to finish an interrupted run
 * @throws UserError if there is no project, (exit 4) if a newer generator wrote it
 */
export function openRoot({ cwd, say, version }: Context, readOnly: boolean): string {
  const root = findProjectRoot(cwd);
  refuseForeignRecords(root);
  refuseOlderThanProject(root, version);
  if (!readOnly && recover(root)) say('finished an interrupted run');
  return root;
}

/** Refuses a project without locks: every generated file would count as a foreign file. */
function refuseForgotten(root: string): void {
  if (lockedUnits(root).length > 0) return;
  throw new UserError(
    `${STATE_FOLDER} has no locks: the generator's records of this project are lost; rebuild them with "fastapi-architect adopt"`,
    4,
  );
}

/**
 * Adds a file's path to the errors of a check.
 *
 * @throws UserError (exit 4) if the check fails
 */
function inFile<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${path}: ${error.message}`, 4);
  }
}

/** Validates a project's stored answers. */
export function storedProject(
  answers: unknown,
  profiles: readonly ProfileChoices[],
  path = ANSWERS_FILE,
): ProjectSpec {
  return inFile(path, () => parseProject(answers, profiles));
}

/**
 * Opens the project at or above the current folder, and finishes an interrupted run.
 *
 * @param readOnly whether to write nothing, not even to finish an interrupted run
 * @param heals whether to merge specs with git conflict markers
 * @throws UserError if there is no project, or its records are damaged
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
