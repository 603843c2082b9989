import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { check, minValue, optional, picklist, pipe, regex, strictObject, string, unknown } from 'valibot';
import { UserError, printable } from '../errors.ts';
import { isMarked } from '../merge/marks.ts';
import { PROJECT_UNIT, type PlanEntry } from '../plan.ts';
import { checked, dictionary, failed, parsedJson, someText, wholeNumber, type Source } from '../schema.ts';
import { quoted } from '../suggestion.ts';
import { readRecord } from './read.ts';
import { STATE_FORMAT, isOwnPath, isProjectPath, lockFile } from './layout.ts';

const STATES = ['managed', 'registry', 'seed', 'detached', 'deleted', 'conflict'] as const;

export type LockedState = (typeof STATES)[number];

const hash = pipe(string(), regex(/^[\da-f]{64}$/, 'a hash'));
/** Runs write, move and delete the paths in a lock, so only project files are allowed. */
const projectPath = pipe(
  string(),
  check((path) => isProjectPath(path) && !isOwnPath(path), 'the path of a file of the project'),
);

/** Printed, and written into conflict markers, so it must be one line of visible text. */
const version = pipe(string(), regex(/^\d[\w.+-]*$/, 'a version'));
const input = pipe(string(), regex(/^[\da-f]*$/, 'a hash'));
const isVisible = (files: object): boolean =>
  Object.keys(files).every((key) => key !== '' && printable(key) === key);

const lockSchema = strictObject({
  stateFormat: pipe(wholeNumber, minValue(1, 'a format from 1')),
  unit: someText,
  revision: optional(pipe(string(), regex(/^\w{1,32}$/, 'the id of a revision'))),
  tables: optional(pipe(wholeNumber, minValue(0, 'a number from 0'))),
  appliedSpec: optional(unknown()),
  files: pipe(
    dictionary(
      strictObject({
        path: projectPath,
        home: optional(projectPath),
        base: hash,
        state: picklist(STATES),
        generator: version,
        input,
        kept: optional(hash),
      }),
    ),
    check((files) => isVisible(files), 'keys of visible text'),
  ),
});

/** The record of one generated file. */
export interface LockedFile {
  readonly path: string;
  /** The generator's default path, if the user has moved the file. */
  readonly home?: string;
  /** Hash of the last pristine render that was merged into the file. */
  readonly base: string;
  /** Hash of a later render that the user declined in favour of the whole file. */
  readonly kept?: string;
  readonly state: LockedState;
  /** During a merge of two branches: the other branch's base. Never written. */
  readonly otherBase?: string;
  /** Version of the generator that rendered the base. */
  readonly generator: string;
  /** Hash of everything that decides the render. */
  readonly input: string;
}

/** The generator's record of one unit: the project, or one resource. */
export interface Lock {
  readonly unit: string;
  /** The spec that the files were last updated to. */
  readonly appliedSpec?: unknown;
  /** The last migration that was written for this unit. */
  readonly revision?: string;
  /** Number of table changes (`table-changes.ts`) that are applied to the unit's tables; absent: none. */
  readonly tables?: number;
  readonly files: Readonly<Record<string, LockedFile>>;
}

/** The lock was written by a newer generator. */
export class NewerLock extends UserError {
  constructor(path: string) {
    super(`${path} was written by a newer generator: update this one first`, 4);
  }
}

/** The key of a file's record. A template renders one managed file per unit, but any number of seeds. */
export function lockKey(entry: Pick<PlanEntry, 'kind' | 'template' | 'output'>): string {
  return entry.kind === 'seed' ? `${entry.template}#${entry.output}` : entry.template;
}

/** Finds the record of a file by its template, or by its path if the template was renamed. */
export function lockedOf(lock: Lock | undefined, entry: PlanEntry): LockedFile | undefined {
  const files = lock?.files ?? {};
  const isThere = ({ path, home }: LockedFile) => [path, home].includes(entry.output);
  return files[lockKey(entry)] ?? Object.values(files).find(isThere);
}

/** Returns a file's record after the file was moved to a path, which may be its default path. */
export function movedTo({ path: before, home = before, ...file }: LockedFile, path: string): LockedFile {
  return home === path ? { path, ...file } : { path, home, ...file };
}

/**
 * Returns the lock with its files under the current template names.
 *
 * @param renamed old template names to current ones
 */
export function withNames(lock: Lock, renamed: ReadonlyMap<string, string>): Lock {
  const files = Object.entries(lock.files).map(([key, file]) => [renamed.get(key) ?? key, file]);
  return { ...lock, files: Object.fromEntries(files) };
}

/** Returns the lock with each file's record mapped. */
export function withFiles(lock: Lock, change: (file: LockedFile, key: string) => LockedFile): Lock {
  const files = Object.entries(lock.files).map(([key, file]) => [key, change(file, key)]);
  return { ...lock, files: Object.fromEntries(files) };
}

/** Returns the kind of file that a lock's key stands for. */
export function kindOf(key: string): PlanEntry['kind'] {
  if (key.includes('#')) return 'seed';
  return key.startsWith('registry/') ? 'registry' : 'managed';
}

/** Lists every unit with a lock, including those of removed resources. */
export function lockedUnits(root: string): readonly string[] {
  const folder = dirname(join(root, lockFile(PROJECT_UNIT)));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => /^(_project|[a-z][a-z\d_]*)\.json$/.exec(name)?.[1] ?? []);
}

const appliedLine = (spec: unknown): string => `"appliedSpec": ${JSON.stringify(spec)}`;

/** Prints a lock as JSON, sorted, with one file per line, so that branches seldom change the same line. */
export function formatLock(lock: Lock): string {
  const lines = Object.keys(lock.files)
    .toSorted()
    .map((id) => `    ${JSON.stringify(id)}: ${JSON.stringify({ ...lock.files[id], otherBase: undefined })}`);
  const files = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  const head = [
    `"stateFormat": ${STATE_FORMAT}`,
    `"unit": ${JSON.stringify(lock.unit)}`,
    ...(lock.revision === undefined ? [] : [`"revision": ${JSON.stringify(lock.revision)}`]),
    ...(lock.tables === undefined ? [] : [`"tables": ${lock.tables}`]),
    ...(lock.appliedSpec === undefined ? [] : [appliedLine(lock.appliedSpec)]),
  ];
  return `{\n${[...head, `"files": ${files}`].map((line) => `  ${line}`).join(',\n')}\n}\n`;
}

/** Whether a path exists; a dangling symbolic link counts. */
function isPresent(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a unit's lock; empty if the file does not exist.
 *
 * @throws UserError (exit 4) if it is damaged, has conflict markers, or was written by a newer generator
 */
export function readLock(root: string, unit: string): Lock {
  const path = lockFile(unit);
  if (!isPresent(join(root, path))) return { unit, files: {} };
  return parseLock(path, readRecord(root, path, sourceOf(path)));
}

const sourceOf = (path: string): Source => ({
  where: `${path} is damaged`,
  fix: `restore it with "git checkout -- ${path}", or rebuild it with "fastapi-architect adopt"`,
  exitCode: 4,
});

/** Validated locks by path and text: a run reads most locks several times. */
const checkedBefore = new Map<string, Lock>();

/**
 * Reads a lock from its text.
 *
 * @throws UserError (exit 4) if it is damaged, has conflict markers, or was written by a newer generator
 */
export function parseLock(path: string, text: string): Lock {
  const key = `${path}\n${text}`;
  const lock = checkedBefore.get(key) ?? checkedLock(path, text);
  checkedBefore.set(key, lock);
  return lock;
}

function checkedLock(path: string, text: string): Lock {
  const source = sourceOf(path);
  if (isMarked(text))
    throw failed({ ...source, fix: 'run "fastapi-architect sync"' }, 'it has git conflict markers');
  const value = parsedJson(text, source);
  // A newer format may have keys that this version does not know.
  const format = (value as { readonly stateFormat?: unknown } | null)?.stateFormat;
  if (typeof format === 'number' && format > STATE_FORMAT) throw new NewerLock(path);
  const { stateFormat: _, ...lock } = checked(lockSchema, value, source);
  const unit = basename(path, '.json');
  if (lock.unit !== unit) throw failed(source, `"unit": expected "${unit}", found ${quoted(lock.unit)}`);
  return lock as Lock;
}

/**
 * Whether a unit's files were last updated to this spec. Searches the lock's text instead of parsing it, because every
 * run calls this for every resource. False if the lock is missing or damaged.
 */
export function isApplied(root: string, unit: string, spec: unknown): boolean {
  try {
    const file = join(root, lockFile(unit));
    return lstatSync(file).isFile() && readFileSync(file, 'utf8').includes(`\n  ${appliedLine(spec)},`);
  } catch {
    return false;
  }
}
