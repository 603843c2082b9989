import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unknown } from 'valibot';
import { UserError } from '../errors.ts';
import type { ProjectSpec } from '../language/project.ts';
import { checked, dictionary } from '../schema.ts';
import { ANSWERS_FILE, GENERATOR } from './layout.ts';
import { readJson } from './read.ts';

/** Each generator has a key of its own. */
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

/** This generator's part of a folder's `.yo-rc.json`, not yet parsed; undefined when there is none. */
export function readAnswers(folder: string): unknown {
  return readAnswersFile(folder)[GENERATOR];
}

/** The file with this generator's part replaced and every other generator's left alone. */
export function answersText(root: string, project: ProjectSpec): string {
  return `${JSON.stringify({ ...readAnswersFile(root), [GENERATOR]: project }, null, 2)}\n`;
}

/** The first that something is true of, of a folder and those above it. */
export function nearestFolder(cwd: string, isIt: (folder: string) => boolean): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isIt(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Walks up from a folder to the project it belongs to. Yeoman looks in the current folder only.
 *
 * @throws UserError when no folder above has our answers
 */
export function findProjectRoot(cwd: string): string {
  const found = nearestFolder(cwd, (folder) => readAnswers(folder) !== undefined);
  if (found !== undefined) return found;
  throw new UserError(
    `no project here: ${cwd} and the folders above have no ${ANSWERS_FILE} of ${GENERATOR}; make one with "fastapi-architect new"`,
  );
}
