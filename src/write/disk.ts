import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, rmdirSync, type Stats } from 'node:fs';

/** What is at a path, links not followed; undefined when there is nothing. */
export function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

export function isThere(path: string): boolean {
  return lstat(path) !== undefined;
}

/** SHA-256 of bytes as they are: here a line end is a difference. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The digest of a file, null when there is nothing. A folder or a link has one that no file has. */
export function digestOf(file: string): string | null {
  const found = lstat(file);
  if (!found) return null;
  return found.isFile() ? digest(readFileSync(file)) : '';
}

/** The folders that a path goes through, outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** All folders that these paths go through, each before what is in it. */
export function allFoldersOf(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(foldersOf))];
}

/** Removes those of the folders, outermost first, that have nothing in them. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // It is gone, or it holds something, which is somebody's.
    }
  }
}
