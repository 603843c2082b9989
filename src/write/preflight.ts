import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { isProjectPath } from '../state/layout.ts';
import { allFoldersOf, lstat } from './disk.ts';

function requireWritable(path: string, shown: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw new UserError(`${shown} is not writable: nothing was written`);
  }
}

function checkFolder(root: string, folder: string): void {
  const found = lstat(join(root, folder));
  if (!found) return;
  if (found.isSymbolicLink()) throw new UserError(`${folder} is a symbolic link: nothing was written`);
  if (!found.isDirectory())
    throw new UserError(`${folder} is a file, but must be a folder: nothing was written`);
  requireWritable(join(root, folder), folder);
}

function checkFile(root: string, path: string): void {
  const found = lstat(join(root, path));
  if (!found) return;
  if (!found.isFile()) {
    const kind = found.isDirectory() ? 'a folder' : 'a symbolic link or a device';
    throw new UserError(`${path} is ${kind}, but must be a file: nothing was written`);
  }
  requireWritable(join(root, path), path);
}

/** Refuses names that differ only in case: on some file systems they are the same file. */
function checkCase(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    if (!lstat(join(root, folder))?.isDirectory()) continue;
    const names = readdirSync(join(root, folder));
    const byLower = new Map(names.map((name) => [name.toLowerCase(), join(folder, name)]));
    for (const path of paths.filter((each) => dirname(each) === folder)) {
      const other = byLower.get(basename(path).toLowerCase());
      if (other === undefined || names.includes(basename(path))) continue;
      throw new UserError(`${other} differs from ${path} only in case: nothing was written; rename it`);
    }
  }
}

/**
 * Checks before the first write that every path can be written or deleted.
 *
 * @throws UserError with a path that is outside the project, not writable, or occupied
 */
export function preflight(root: string, paths: readonly string[]): void {
  const outside = paths.find((path) => !isProjectPath(path));
  if (outside !== undefined) throw new UserError(`${outside} is outside the project: nothing was written`);
  requireFolder(root);
  if (!lstat(root)) return;
  for (const folder of allFoldersOf(paths)) checkFolder(root, folder);
  checkCase(root, [...allFoldersOf(paths), ...paths]);
  for (const path of paths) checkFile(root, path);
}

/**
 * Checks the root, which may be a link to a folder.
 *
 * @throws UserError if the root, or its closest existing parent, is not a writable folder
 */
function requireFolder(root: string): void {
  let path = root;
  while (!lstat(path)) path = dirname(path);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) throw new UserError(`${path} is not a folder: nothing was written`);
  requireWritable(path, path);
}
