import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { once } from '../lazy.ts';
import { isMarked } from '../merge/marks.ts';
import { branchesOf, changedPaths, textInCommit, type Branches } from './git-sides.ts';
import { lockFile } from './layout.ts';
import { isTorn, parseSide, readHealedLock, revisionsOf, textAt, unitedLock } from './lock-healing.ts';
import { withFiles, type Lock } from './lock.ts';

/** A unit's lock as the branches of the last merge make it, and the migrations that its text lacks. */
export interface HealedLock {
  readonly lock: Lock;
  /** Migrations of one branch that are there, and that no lock knows: somebody has resolved a conflict for the other. */
  readonly strays: readonly string[];
}

/** Reads the locks of a project, each as the branches of the last merge make it. */
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

/** The units whose locks either branch has changed. */
function changedUnits(root: string, { base, ours, theirs }: Branches): ReadonlySet<string> {
  const folder = dirname(lockFile('any'));
  const paths = [ours, theirs].flatMap((tip) => changedPaths(root, base ?? tip, tip, folder));
  return new Set(paths.map((path) => basename(path, '.json')));
}

/** A file that git has left markers in comes from both renders, also where only one of them is in its lock. */
function withOtherBases(root: string, lock: Lock, tip: Lock): Lock {
  return withFiles(lock, (file, key) => {
    const other = tip.files[key]?.base;
    if (other === undefined || other === file.base || file.otherBase !== undefined) return file;
    return isMarked(textAt(root, file.path)) ? { ...file, otherBase: other } : file;
  });
}

/** Adds what a branch remembers to a lock that was resolved for the other one. */
function withTips(root: string, unit: string, lock: Lock, { base, ours, theirs }: Branches): HealedLock {
  const before = lockIn(root, base, unit);
  const tips = [ours, theirs].flatMap((commit) => lockIn(root, commit, unit) ?? []);
  // A run has gone on from the merge: what it wrote says what counts.
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

/** Opens the locks of a project for a run that heals them after a merge; git is asked when the first one is read. */
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
