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

/** Answers from flags, for a project whose answers are lost. */
export interface Answers {
  readonly profile?: string | undefined;
  readonly database?: string | undefined;
  readonly auth?: string | undefined;
  readonly description?: string | undefined;
}

const MANIFEST = 'pyproject.toml';

/**
 * Finds the project root at or above a folder, by its answers or other records, or else by its manifest.
 *
 * @throws UserError if there is none
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

/** Reads name and description from the project's manifest. */
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
 * Returns the project's answers: the stored ones, the last applied ones, or else those of the flags.
 *
 * @param remembered the last applied answers
 * @throws UserError if a flag contradicts the known answers, or the profile is unknown
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
        `--${key} ${value}: the project has ${project[key as keyof Answers]}; omit the flag`,
      );
  return project;
}

function defined({ profile, database, auth, description }: Answers): Readonly<Record<string, string>> {
  const known = Object.entries({ profile, database, auth, description });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
