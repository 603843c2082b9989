import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';
import { openJournal, type FileWrite, type JournalStep } from './journal.ts';
import { preflight } from './preflight.ts';

/** Makes a folder and says which ones were not there before, outermost first. */
function makeFolder(folder: string, made: string[]): void {
  const missing: string[] = [];
  for (let path = folder; !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) mkdirSync(path);
  made.push(...missing);
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else has put a file there meanwhile: it is theirs.
    }
  }
}

function writeAll(root: string, writes: readonly FileWrite[]): void {
  const folders = new Set(writes.map(({ path }) => dirname(path)));
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const { path, content } of writes) writeFileSync(join(root, path), content);
}

/** A folder that is not there yet is made beside its place and appears with one rename. */
function commitNewFolder(root: string, writes: readonly FileWrite[]): void {
  const made: string[] = [];
  makeFolder(dirname(root), made);
  const staging = join(dirname(root), `.${basename(root)}.${process.pid}.tmp`);
  try {
    writeAll(staging, writes);
    renameSync(staging, root);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    removeEmpty(made);
    throw error;
  }
}

/** What has to be done to take one replaced file back. */
interface Undo {
  readonly file: string;
  readonly before: Uint8Array | undefined;
}

function replace(root: string, step: JournalStep, folder: string, made: string[]): Undo {
  const file = join(root, step.path);
  const staged = join(folder, step.staged);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  if (before) chmodSync(staged, statSync(file).mode);
  makeFolder(dirname(file), made);
  renameSync(staged, file);
  return { file, before };
}

function takeBack(undo: readonly Undo[]): void {
  for (const { file, before } of undo.toReversed()) {
    if (before) writeFileSync(file, before);
    else unlinkSync(file);
  }
}

/** In a folder that exists all is staged first, then a journal makes the run's outcome certain, then files are renamed. */
function commitInPlace(root: string, writes: readonly FileWrite[]): void {
  const made: string[] = [];
  const undo: Undo[] = [];
  const folder = join(root, TRANSACTION_FOLDER);
  makeFolder(dirname(folder), made);
  const journal = openJournal(root);
  try {
    const steps = journal.stage(writes);
    for (const step of steps) undo.push(replace(root, step, folder, made));
    journal.close();
  } catch (error) {
    takeBack(undo);
    journal.close();
    removeEmpty(made);
    throw error;
  }
}

function inWords(error: unknown): Error {
  if (error instanceof UserError) return error;
  return new UserError(`${(error as Error).message}: all files are as they were before`);
}

/**
 * Writes all files or none.
 *
 * A failure takes back what was done, a signal waits until the files are complete, and a run that was killed
 * is finished or discarded by the next one (`recover`).
 *
 * @throws UserError when a path cannot be written; nothing has changed then
 */
export function commit(root: string, writes: readonly FileWrite[]): void {
  if (writes.length === 0) return;
  preflight(
    root,
    writes.map(({ path }) => path),
  );
  try {
    if (existsSync(root)) commitInPlace(root, writes);
    else commitNewFolder(root, writes);
  } catch (error) {
    throw inWords(error);
  }
}
