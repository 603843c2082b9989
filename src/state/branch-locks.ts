import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { once } from '../lazy.ts';
import { isMarked } from '../merge/marks.ts';
import { branchesOf, changedPaths, textInCommit, type Branches } from './git-sides.ts';
import { lockFile } from './layout.ts';
import { isTorn, parseSide, readHealedLock, revisionsOf, textAt, unitedLock } from './lock-healing.ts';
import { withFiles, type Lock } from './lock.ts';

/** A unit's lock, completed from both branches of the last git merge, and the migrations that were missing in it. */
export interface HealedLock {
  readonly lock: Lock;
  /** Existing migrations that the lock lacks because its git conflict was resolved in favour of the other branch. */
  readonly strays: readonly string[];
}

/** Reads a unit's lock, completed from both branches of the last git merge. */
export type HealedLocks = (unit: string) => HealedLock;

function lockIn(root: string, commit: string | undefined, unit: string): Lock | undefined {
  const path = lockFile(unit);
  const text = commit === undefined ? undefined : textInCommit(root, commit, path);
  try {
    return text === undefined ? undefined : parseSide(path, text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The units whose locks differ in either branch. */
function changedUnits(root: string, { base, ours, theirs }: Branches): ReadonlySet<string> {
  const folder = dirname(lockFile('any'));
  const paths = [ours, theirs].flatMap((tip) => changedPaths(root, base ?? tip, tip, folder));
  return new Set(paths.map((path) => basename(path, '.json')));
}

/** Adds the other branch's base to files with conflict markers, if the lock has only one of the two. */
function withOtherBases(root: string, lock: Lock, tip: Lock): Lock {
  return withFiles(lock, (file, key) => {
    const other = tip.files[key]?.base;
    if (other === undefined || other === file.base || file.otherBase !== undefined) return file;
    return isMarked(textAt(root, file.path)) ? { ...file, otherBase: other } : file;
  });
}

/** Adds a branch's records to a lock whose git conflict was resolved in favour of the other branch. */
function withTips(root: string, unit: string, lock: Lock, { base, ours, theirs }: Branches): HealedLock {
  const before = lockIn(root, base, unit);
  const tips = [ours, theirs].flatMap((commit) => lockIn(root, commit, unit) ?? []);
  // The lock has migrations that neither branch has: a run has updated it since the merge.
  if (revisionsOf(lock, ...tips).length > 0) return { lock, strays: [] };
  let healed = lock;
  const strays: string[] = [];
  for (const tip of tips) {
    const missing = revisionsOf(tip, before, lock).filter((path) => existsSync(join(root, path)));
    if (missing.length === 0) continue;
    strays.push(...missing);
    healed = unitedLock(root, unit, { base: before, ours: healed, theirs: tip });
  }
  return { lock: tips.reduce((each, tip) => withOtherBases(root, each, tip), healed), strays };
}

/** Returns a cached reader of locks that completes them after a git merge. It runs git when the first lock is read. */
export function healedLocks(root: string): HealedLocks {
  const branches = once(() => branchesOf(root));
  const changed = once(() => {
    const found = branches();
    return found === undefined ? new Set<string>() : changedUnits(root, found);
  });
  const read = new Map<string, HealedLock>();
  return (unit) => {
    const known = read.get(unit);
    if (known) return known;
    const lock = readHealedLock(root, unit);
    const found = branches();
    const healed =
      found === undefined || isTorn(root, unit) || !changed().has(unit)
        ? { lock, strays: [] }
        : withTips(root, unit, lock, found);
    read.set(unit, healed);
    return healed;
  };
}
