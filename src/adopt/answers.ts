import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'smol-toml';
import { UserError } from '../errors.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { parseProject, projectNameFrom, type ProfileChoices, type ProjectSpec } from '../language/project.ts';
import { nearestFolder, readAnswers } from '../state/answers.ts';
import { storedProject } from '../run/project.ts';
import { ANSWERS_FILE, STATE_FOLDER, STATE_FORMAT, lockFile } from '../state/layout.ts';
import { readText } from '../write/compare.ts';

/** What can be said of a project whose answers are gone. */
export interface Answers {
  readonly profile?: string | undefined;
  readonly database?: string | undefined;
  readonly auth?: string | undefined;
  readonly description?: string | undefined;
}

const MANIFEST = 'pyproject.toml';

/**
 * Finds the project that the current folder is in, by its answers or what else of its memory is there, or else by its manifest.
 *
 * @throws UserError when there is none
 */
export function adoptableRoot(cwd: string): string {
  const isKnown = (folder: string): boolean =>
    readAnswers(folder) !== undefined || existsSync(join(folder, STATE_FOLDER));
  const found =
    nearestFolder(cwd, isKnown) ?? nearestFolder(cwd, (folder) => existsSync(join(folder, MANIFEST)));
  if (found !== undefined) return found;
  throw new UserError(
    `no project found: ${cwd} and the folders above have neither ${ANSWERS_FILE} nor ${MANIFEST}`,
  );
}

/** What the project says of itself. */
function fromManifest(root: string): { readonly name?: string; readonly description?: string } {
  try {
    const { project } = parse(readText(root, MANIFEST) ?? '') as { project?: Record<string, unknown> };
    const text = (key: string) => (typeof project?.[key] === 'string' ? { [key]: project[key] } : {});
    return { ...text('name'), ...text('description') };
  } catch {
    return {};
  }
}

/**
 * The project's answers: those that are there, or that were applied last, or else those that are said.
 *
 * @param remembered those that were applied last
 * @throws UserError where what is said is not what is known, or the profile is not known at all
 */
export function answersOf(
  root: string,
  said: Answers,
  remembered: unknown,
  profiles: readonly ProfileChoices[],
): ProjectSpec {
  const answers = readAnswers(root);
  const there = answers ?? remembered;
  if (there === undefined) {
    const { name = projectNameFrom(basename(root)), description } = fromManifest(root);
    return parseProject({ name, description, ...defined(said), stateFormat: STATE_FORMAT }, profiles);
  }
  const project = storedProject(
    there,
    profiles,
    answers === undefined ? lockFile(PROJECT_UNIT) : ANSWERS_FILE,
  );
  for (const [key, value] of Object.entries(defined(said)))
    if (project[key as keyof Answers] !== value)
      throw new UserError(
        `--${key} ${value}: the project is known to have ${project[key as keyof Answers]}; leave it out`,
      );
  return project;
}

function defined({ profile, database, auth, description }: Answers): Readonly<Record<string, string>> {
  const known = Object.entries({ profile, database, auth, description });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
