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

/** Creates a folder and returns the folders that did not exist, outermost first. */
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

/** Error codes of a rename to an occupied path. */
const OCCUPIED: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EACCES']);

const occupied = (root: string): UserError =>
  new UserError(`${root}: another run has created this folder meanwhile; nothing was written`);

/**
 * Writes a new project into a temporary folder beside it, which is then renamed. Needs no sync and no undo entry,
 * because there is no earlier content to lose.
 */
function commitNewFolder(root: string, writes: readonly FileWrite[]): void {
  // The random name cannot exist already, e.g. as a link.
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
      `${(cause as Error).message}, and then ${(error as Error).message}: ${TRANSACTION_FOLDER} has the remaining files; run again to finish`,
      4,
    );
  }
}

/**
 * Writes to an existing folder: stages all files, writes a journal, then renames the files.
 *
 * @param undone the earlier run that these writes revert
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
  return new UserError(`${(error as Error).message}: no file was changed`);
}

/** Converts system errors to one-line errors for users. */
export function told(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw inWords(error);
  }
}

/**
 * Writes all files or none; null content deletes a file.
 *
 * On failure, reverts what was done. After a kill, the next run finishes or discards the writes (`recover`). Writes to
 * an existing folder can be reverted later (`undo`).
 *
 * @throws UserError if a path cannot be written; nothing has changed then
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
