import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMarked } from '../merge/marks.ts';
import { distance, sidesOf } from '../merge/sides.ts';
import { lockFile } from './layout.ts';
import { movedTo, parseLock, readLock, type Lock, type LockedFile } from './lock.ts';
import { readBase } from './objects.ts';

/** A branch's half of a lock lacks a comma where the other's goes on, or has one too many. */
function mended(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines
    .map((line, at) => {
      const bare = line.replace(/,?\s*$/, '');
      const next = lines[at + 1]?.trim() ?? '';
      return bare.endsWith('{') || next === '' || next.startsWith('}') ? bare : `${bare},`;
    })
    .join('\n');
}

function textAt(root: string, path: string): string {
  try {
    if (!lstatSync(join(root, path)).isFile()) return '';
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** One branch may have moved the file: it is where it is. */
function wherePut(root: string, file: LockedFile, other: LockedFile): LockedFile {
  const isThere = ({ path }: LockedFile): boolean => existsSync(join(root, path));
  return isThere(file) || !isThere(other)
    ? file
    : movedTo({ ...file, path: other.home ?? file.path }, other.path);
}

/** Of two memories of one file the one that it is nearer to: a near base asks less. The other is not forgotten yet. */
function nearer(root: string, one: LockedFile | undefined, other: LockedFile): LockedFile {
  if (one === undefined) return other;
  if (one.base === other.base) return wherePut(root, one, other);
  const text = textAt(root, other.path);
  const farOf = ({ base }: LockedFile): number => {
    const known = readBase(root, base);
    return known === undefined ? Number.POSITIVE_INFINITY : distance(text, known);
  };
  const [near, far] = farOf(other) < farOf(one) ? [other, one] : [one, other];
  return { ...wherePut(root, near, far), otherBase: far.base };
}

/** Whether git has left markers in a unit's lock. */
export function isTorn(root: string, unit: string): boolean {
  return isMarked(textAt(root, lockFile(unit)));
}

/**
 * Reads a unit's lock, also one that git has left markers in.
 *
 * @throws UserError when it is damaged in another way
 */
export function readHealedLock(root: string, unit: string): Lock {
  const path = lockFile(unit);
  const text = textAt(root, path);
  if (!isMarked(text)) return readLock(root, unit);
  const [ours, others] = sidesOf(text).map((side) => parseLock(path, mended(side))) as [Lock, Lock];
  const files: Record<string, LockedFile> = { ...ours.files };
  for (const [key, file] of Object.entries(others.files)) files[key] = nearer(root, files[key], file);
  // The revisions of both branches are there.
  const tables = Math.max(ours.tables ?? 0, others.tables ?? 0);
  return { ...others, ...ours, ...(tables > 0 ? { tables } : {}), files };
}
