import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';
import { isThere, removeEmpty } from './disk.ts';
import { openJournal, type Journal } from './journal.ts';
import { patiently } from './patient.ts';
import { preflight } from './preflight.ts';
import type { FileWrite } from './stage.ts';
import type { UndoEntry } from './undo-store.ts';

/** Makes a folder and returns which ones were not there before, outermost first. */
function makeFolder(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let path = folder; !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) mkdirSync(path);
  return missing;
}

function writeAll(root: string, writes: readonly FileWrite[]): void {
  const folders = new Set(writes.map(({ path }) => dirname(path)));
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const { path, content } of writes)
    if (content !== null) writeFileSync(join(root, path), content, { flag: 'wx' });
}

/** What a system says of a rename to where something is. */
const OCCUPIED: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EACCES']);

const occupied = (root: string): UserError =>
  new UserError(`${root}: another run has made this folder meanwhile; nothing was written`);

/**
 * A folder that is not there yet is made beside its place and appears with one rename. Nothing is synced and nothing
 * kept for an undo: there was nothing before that could get lost.
 */
function commitNewFolder(root: string, writes: readonly FileWrite[]): void {
  // Nobody can have put a link of this name there before.
  const staging = join(dirname(root), `.${basename(root)}.${randomBytes(6).toString('hex')}.tmp`);
  const made = makeFolder(dirname(root));
  try {
    mkdirSync(staging);
    writeAll(staging, writes);
    patiently(() => renameSync(staging, root));
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    removeEmpty(made);
    const { code = '' } = error as NodeJS.ErrnoException;
    throw OCCUPIED.has(code) && isThere(root) ? occupied(root) : error;
  }
}

function takeBack(journal: Journal, cause: unknown): void {
  try {
    journal.rollBack();
  } catch (error) {
    throw new UserError(
      `${(cause as Error).message}, and then ${(error as Error).message}: ${TRANSACTION_FOLDER} has what is missing, run again to end it`,
      4,
    );
  }
}

/**
 * In a folder that exists all is staged first, then a journal makes the run's outcome certain, then files are renamed.
 *
 * @param undone the earlier run that these writes take back
 */
export function commitInPlace(root: string, writes: readonly FileWrite[], undone?: UndoEntry): void {
  const journal = openJournal(root);
  try {
    journal.stage(writes, undone);
    journal.apply();
  } catch (error) {
    takeBack(journal, error);
    journal.close();
    throw error;
  }
  journal.close();
}

function inWords(error: unknown): Error {
  if (error instanceof UserError) return error;
  return new UserError(`${(error as Error).message}: all files are as they were before`);
}

/** Does what fails for a reason outside as a user is told it: in one line. */
export function told(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw inWords(error);
  }
}

/**
 * Writes all files or none; one whose content is null is removed.
 *
 * A failure takes back what was done, a signal waits until the files are complete, and a run that was killed
 * is finished or discarded by the next one (`recover`). What a run in a folder that exists has changed can be taken
 * back later (`undo`).
 *
 * @throws UserError when a path cannot be written; nothing has changed then
 */
export function commit(root: string, writes: readonly FileWrite[]): void {
  const asked = writes.filter(({ path, content }) => content !== null || isThere(join(root, path)));
  if (asked.length === 0) return;
  preflight(
    root,
    asked.map(({ path }) => path),
  );
  told(() => (existsSync(root) ? commitInPlace(root, asked) : commitNewFolder(root, asked)));
}
