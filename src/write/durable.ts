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
 * Writes files that a power cut does not take away again. All are written before the first is synced: what the first
 * sync takes along, the others need not wait for.
 */
export function writeDurably(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  // Windows syncs only what is open for writing.
  for (const name of files.keys()) sync(join(folder, name), 'r+');
}

const NO_SYNC: ReadonlySet<string | undefined> = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP']);

/** Makes the names in a folder last, where the platform can: Windows opens no folder, some network disks sync none. */
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
    // Not every disk has links.
    return false;
  }
}

/**
 * Keeps what files hold under second names. A link costs nothing and has the mode; it stays what it is because a file
 * is only ever replaced, never written into.
 *
 * @param copies the second name of each file
 */
export function keepCopies(copies: ReadonlyMap<string, string>): void {
  const copied = [...copies].filter(([file, copy]) => !isLinked(file, copy));
  for (const [file, copy] of copied) copyFileSync(file, copy);
  for (const [, copy] of copied) sync(copy, 'r+');
}
