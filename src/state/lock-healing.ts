import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distance, sidesOf } from '../merge/sides.ts';
import { lockFile } from './layout.ts';
import { parseLock, readLock, type Lock, type LockedFile } from './lock.ts';
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
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

/** Of two memories of one file the one that it is nearer to: a near base asks less. The other is not forgotten yet. */
function nearer(root: string, one: LockedFile | undefined, other: LockedFile): LockedFile {
  if (one === undefined || one.base === other.base) return one ?? other;
  const text = textAt(root, other.path);
  const farOf = ({ base }: LockedFile): number => {
    const known = readBase(root, base);
    return known === undefined ? Number.POSITIVE_INFINITY : distance(text, known);
  };
  const [near, far] = farOf(other) < farOf(one) ? [other, one] : [one, other];
  return { ...near, otherBase: far.base };
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
