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
/** A run writes, moves and removes what a lock names, so it can name nothing but files of the project. */
const projectPath = pipe(
  string(),
  check((path) => isProjectPath(path) && !isOwnPath(path), 'the path of a file of the project'),
);

/** What is printed of a lock, or written into markers of a conflict, is one line of visible text. */
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

/** What is known of one file that the generator made. */
export interface LockedFile {
  readonly path: string;
  /** Where the generator would have it, if its user has moved it: it stays where it is. */
  readonly home?: string;
  /** Hash of the last pristine render that the file has absorbed. */
  readonly base: string;
  /** Hash of a later render that its user has seen, and kept the whole file without it. */
  readonly kept?: string;
  readonly state: LockedState;
  /** While two branches are put together: what the other one has absorbed. Never written. */
  readonly otherBase?: string;
  /** Version of the generator that rendered the base. */
  readonly generator: string;
  /** Hash of the spec that it was rendered from. */
  readonly input: string;
}

/** Machine-owned memory of one unit: the project, or one resource. */
export interface Lock {
  readonly unit: string;
  /** The spec that the files were last brought in line with. */
  readonly appliedSpec?: unknown;
  /** The last migration that was written for this unit. */
  readonly revision?: string;
  /** How many changes of what every table has the unit's tables have taken in; absent: none. */
  readonly tables?: number;
  readonly files: Readonly<Record<string, LockedFile>>;
}

/** A lock that is not damaged, and not for this version to read. */
export class NewerLock extends UserError {
  constructor(path: string) {
    super(`${path} was written by a newer generator: update this one first`, 4);
  }
}

/** A template makes one managed file in a unit, but any number of seeds. */
export function lockKey(entry: Pick<PlanEntry, 'kind' | 'template' | 'output'>): string {
  return entry.kind === 'seed' ? `${entry.template}#${entry.output}` : entry.template;
}

/** What is remembered of a file: by its template, or, where that has another name now, by where it is. */
export function lockedOf(lock: Lock | undefined, entry: PlanEntry): LockedFile | undefined {
  const files = lock?.files ?? {};
  const isThere = ({ path, home }: LockedFile) => [path, home].includes(entry.output);
  return files[lockKey(entry)] ?? Object.values(files).find(isThere);
}

/** What is remembered of a file once its user has put it elsewhere, or back to where the generator has it. */
export function movedTo({ path: before, home = before, ...file }: LockedFile, path: string): LockedFile {
  return home === path ? { path, ...file } : { path, home, ...file };
}

/**
 * The lock with its files under the names that their templates have today.
 *
 * @param renamed what a template was called, and what it is called now
 */
export function withNames(lock: Lock, renamed: ReadonlyMap<string, string>): Lock {
  const files = Object.entries(lock.files).map(([key, file]) => [renamed.get(key) ?? key, file]);
  return { ...lock, files: Object.fromEntries(files) };
}

/** The lock with something else remembered of some of its files. */
export function withFiles(lock: Lock, change: (file: LockedFile, key: string) => LockedFile): Lock {
  const files = Object.entries(lock.files).map(([key, file]) => [key, change(file, key)]);
  return { ...lock, files: Object.fromEntries(files) };
}

/** What kind of file the lock's key stands for. */
export function kindOf(key: string): PlanEntry['kind'] {
  if (key.includes('#')) return 'seed';
  return key.startsWith('registry/') ? 'registry' : 'managed';
}

/** Every unit that is remembered, those whose resource is gone included. */
export function lockedUnits(root: string): readonly string[] {
  const folder = dirname(join(root, lockFile(PROJECT_UNIT)));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => /^(_project|[a-z][a-z\d_]*)\.json$/.exec(name)?.[1] ?? []);
}

const appliedLine = (spec: unknown): string => `"appliedSpec": ${JSON.stringify(spec)}`;

/** A lock as JSON with one file a line, sorted, so that two branches seldom touch the same line. */
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

/** Whether something is there: a link that leads nowhere, too. */
function isPresent(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a unit's lock; one that is not there is empty.
 *
 * @throws UserError (exit 4) when it is damaged (a merge left markers in it), or a newer generator wrote it
 */
export function readLock(root: string, unit: string): Lock {
  const path = lockFile(unit);
  if (!isPresent(join(root, path))) return { unit, files: {} };
  return parseLock(path, readRecord(root, path, sourceOf(path)));
}

const sourceOf = (path: string): Source => ({
  where: `${path} is damaged`,
  fix: `restore it with "git checkout -- ${path}", or have it made again with "fastapi-architect adopt"`,
  exitCode: 4,
});

/** Locks that were checked in this process, by path and text: a run reads most of them several times. */
const checkedBefore = new Map<string, Lock>();

/**
 * Reads a lock from its text.
 *
 * @throws UserError (exit 4) when it is damaged (a merge left markers in it), or a newer generator wrote it
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
    throw failed({ ...source, fix: 'run "fastapi-architect sync"' }, 'it has conflict markers of git');
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
 * Whether a unit's files were last brought in line with this very spec. Looks for its line and parses nothing, because
 * every run asks it of every resource; a lock that is missing or damaged says no.
 */
export function isApplied(root: string, unit: string, spec: unknown): boolean {
  try {
    const file = join(root, lockFile(unit));
    return lstatSync(file).isFile() && readFileSync(file, 'utf8').includes(`\n  ${appliedLine(spec)},`);
  } catch {
    return false;
  }
}
