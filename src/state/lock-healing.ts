import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sidesOf } from '../merge/sides.ts';
import { lockFile } from './layout.ts';
import { parseLock, readLock, type Lock, type LockedFile } from './lock.ts';
import { hashOf, readBase } from './objects.ts';

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

/** How much of a file is not in a text: a count of lines. */
function distance(file: string, base: string | undefined): number {
  if (base === undefined) return Number.POSITIVE_INFINITY;
  const known = new Set(base.split('\n'));
  return file.split('\n').filter((line) => !known.has(line.replace(/\r$/, ''))).length;
}

function textAt(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** Of two memories of one file the one that it is nearer to: any base is a right one, a near one asks less. */
function nearer(root: string, one: LockedFile | undefined, other: LockedFile): LockedFile {
  if (one === undefined) return other;
  const text = textAt(root, other.path);
  const [a, b] = [one, other].map(({ base }) =>
    hashOf(text) === base ? -1 : distance(text, readBase(root, base)),
  );
  return (b ?? 0) < (a ?? 0) ? other : one;
}

/**
 * Reads a unit's lock, also one that git has left markers in.
 *
 * @throws UserError when it is damaged in another way
 */
export function readHealedLock(root: string, unit: string): Lock {
  const path = lockFile(unit);
  const text = textAt(root, path);
  if (!text.includes('\n<<<<<<< ')) return readLock(root, unit);
  const [ours, others] = sidesOf(text).map((side) => parseLock(path, mended(side))) as [Lock, Lock];
  const files: Record<string, LockedFile> = { ...ours.files };
  for (const [key, file] of Object.entries(others.files)) files[key] = nearer(root, files[key], file);
  return { ...others, ...ours, files };
}
