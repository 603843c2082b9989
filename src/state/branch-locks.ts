import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { once } from '../lazy.ts';
import { isMarked } from '../merge/marks.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { appliedSpec } from './applied-spec.ts';
import { branchesOf, changedPaths, textInCommit, type Branches } from './git-sides.ts';
import { lockFile } from './layout.ts';
import { isTorn, parseSide, readHealedLock, revisionsOf, textAt, unitedLock } from './lock-healing.ts';
import { kindOf, withFiles, type Lock } from './lock.ts';

/** A unit's lock, completed from both branches of the last git merge, and the migrations that were missing in it. */
export interface HealedLock {
  readonly lock: Lock;
  /** Existing migrations that the lock lacks because its git conflict was resolved in favour of the other branch. */
  readonly strays: readonly string[];
  /** What the unit was called before one branch renamed it, and still is in the other. */
  readonly former?: string;
  /** Lines about files that git has left under the old name, because the other branch has edited them. */
  readonly left?: readonly string[];
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

const DOWNGRADE = /^def downgrade/m;
const RENAMES = /^ +op\.rename_table\("(\w+)", "(\w+)"\)/gm;

/** The unit that a branch has renamed to this one: a migration that the other branch does not have says so. */
function formerUnit(root: string, { base, ours, theirs }: Branches, lock: Lock): string | undefined {
  const tips = [ours, theirs];
  const seeds = revisionsOf(lock).filter((path) =>
    tips.some((tip) => textInCommit(root, tip, path) === undefined),
  );
  const renames = seeds.flatMap((path) =>
    [...(textAt(root, path).split(DOWNGRADE)[0] ?? '').matchAll(RENAMES)].map(
      ([, before = '', after = '']) => [after, before] as const,
    ),
  );
  const spec = appliedSpec(lock);
  if (spec === undefined || base === undefined) return undefined;
  const before = new Map(renames);
  let { table } = namesOf(spec);
  // A branch may have renamed it twice.
  for (const _ of renames) table = before.get(table) ?? table;
  return [...changedUnits(root, { base, ours, theirs })].find((unit) => {
    const former = unit === PROJECT_UNIT ? undefined : lockIn(root, base, unit);
    const known = former && appliedSpec(former);
    return known !== undefined && namesOf(known).table === table && namesOf(known).snake !== lock.unit;
  });
}

/** A unit that a branch has renamed. */
export interface RenamedUnit {
  readonly former: string;
  readonly unit: string;
}

/** The units that the branches of the last merge have renamed, those of ours first. */
export function renamedUnits(root: string): readonly RenamedUnit[] {
  const found = branchesOf(root);
  if (found === undefined) return [];
  const units = [...changedUnits(root, found)].filter((unit) => lockIn(root, found.base, unit) === undefined);
  return [found.ours, found.theirs].flatMap((tip) =>
    units.flatMap((unit): readonly RenamedUnit[] => {
      const lock = lockIn(root, tip, unit);
      const former = lock && formerUnit(root, found, lock);
      return former === undefined ? [] : [{ former, unit }];
    }),
  );
}

/** What the resources that the branches of the last merge have changed were before both, by unit. */
export function specsBeforeBranches(root: string): ReadonlyMap<string, ResourceSpec> {
  const found = branchesOf(root);
  const units = found === undefined ? [] : [...changedUnits(root, found)];
  return new Map(
    units.flatMap((unit) => {
      const lock = unit === PROJECT_UNIT ? undefined : lockIn(root, found?.base, unit);
      const spec = lock && appliedSpec(lock);
      return spec === undefined ? [] : [[unit, spec] as const];
    }),
  );
}

/** Of a unit that one branch has renamed, the other goes on with the files under the old name. */
function withFormer(root: string, found: Branches, lock: Lock, former: string): HealedLock {
  const [other] = [found.ours, found.theirs].flatMap((tip) => lockIn(root, tip, former) ?? []);
  if (other === undefined) return { lock, strays: [] };
  const healed = withFiles(lock, (file, key) => {
    const theirs = other.files[key]?.base;
    return theirs === undefined || theirs === file.base ? file : { ...file, otherBase: theirs };
  });
  const paths = new Set(Object.values(lock.files).map(({ path }) => path));
  const left = Object.entries(lock.files).flatMap(([key, { path: to }]) => {
    const from = kindOf(key) === 'seed' ? undefined : other.files[key]?.path;
    if (from === undefined || paths.has(from) || !existsSync(join(root, from))) return [];
    return [
      `${from} is ${to} in the branch that renamed it: move your edits there, then run "git rm -f ${from}"`,
    ];
  });
  return { lock: healed, strays: [], former, left };
}

/** Adds a branch's records to a lock whose git conflict was resolved in favour of the other branch. */
function withTips(root: string, unit: string, lock: Lock, { base, ours, theirs }: Branches): HealedLock {
  const before = lockIn(root, base, unit);
  const former = before === undefined ? formerUnit(root, { base, ours, theirs }, lock) : undefined;
  if (former !== undefined) return withFormer(root, { base, ours, theirs }, lock, former);
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
