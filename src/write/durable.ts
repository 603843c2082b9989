import { closeSync, copyFileSync, fsyncSync, linkSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes files durably, so that they survive a power failure. All are written before the first sync, because one sync
 * often flushes the others too.
 */
export function writeDurably(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  // Windows syncs only files that are open for writing.
  for (const name of files.keys()) sync(join(folder, name), 'r+');
}

const NO_SYNC: ReadonlySet<string | undefined> = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP']);

/** Syncs a folder's entries, if the platform supports it: Windows and some network file systems do not. */
export function syncFolder(folder: string): void {
  try {
    sync(folder, 'r');
  } catch (error) {
    if (!NO_SYNC.has((error as NodeJS.ErrnoException).code)) throw error;
  }
}

function isLinked(file: string, copy: string): boolean {
  try {
    linkSync(file, copy);
    return true;
  } catch {
    // Not every file system has hard links.
    return false;
  }
}

/**
 * Keeps files' contents as hard links, or as copies. A link is cheap and keeps the mode; its content is safe because
 * runs replace files and never write into them.
 *
 * @param copies path of the copy by file
 */
export function keepCopies(copies: ReadonlyMap<string, string>): void {
  const copied = [...copies].filter(([file, copy]) => !isLinked(file, copy));
  for (const [file, copy] of copied) copyFileSync(file, copy);
  for (const [, copy] of copied) sync(copy, 'r+');
}
