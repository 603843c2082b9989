import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unknown } from 'valibot';
import { UserError } from '../errors.ts';
import type { ProjectSpec } from '../language/project.ts';
import { checked, dictionary } from '../schema.ts';
import { ANSWERS_FILE, GENERATOR } from './layout.ts';
import { readJson } from './read.ts';

/** Yeoman stores each generator's answers under its own key. */
const answersSchema = dictionary(unknown());

type Answers = Readonly<Record<string, unknown>>;

function readAnswersFile(folder: string): Answers {
  const file = join(folder, ANSWERS_FILE);
  if (!existsSync(file)) return {};
  const source = {
    where: file,
    fix: `fix it, or restore it with "git checkout -- ${ANSWERS_FILE}"`,
    exitCode: 4,
  };
  return checked(answersSchema, readJson(folder, ANSWERS_FILE, source), source);
}

/** Reads this generator's answers from a folder's `.yo-rc.json`, unvalidated; undefined if there are none. */
export function readAnswers(folder: string): unknown {
  return readAnswersFile(folder)[GENERATOR];
}

/** Prints `.yo-rc.json` with this generator's answers replaced; answers of other generators stay. */
export function answersText(root: string, project: ProjectSpec): string {
  return `${JSON.stringify({ ...readAnswersFile(root), [GENERATOR]: project }, null, 2)}\n`;
}

/** Returns the closest folder that matches, starting at `cwd` and going up. */
export function nearestFolder(cwd: string, isIt: (folder: string) => boolean): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isIt(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Finds the project root at or above a folder. Yeoman looks in the current folder only.
 *
 * @throws UserError if no folder has answers of this generator
 */
export function findProjectRoot(cwd: string): string {
  const found = nearestFolder(cwd, (folder) => readAnswers(folder) !== undefined);
  if (found !== undefined) return found;
  throw new UserError(
    `no project found: neither ${cwd} nor a parent folder has a ${ANSWERS_FILE} of ${GENERATOR}; create a project with "fastapi-architect new"`,
  );
}
