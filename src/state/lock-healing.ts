import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMarked } from '../merge/marks.ts';
import { distance, sidesOf } from '../merge/sides.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { uniteSpecs } from '../language/unite.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { decoded } from '../schema.ts';
import { textBeforeBranches, textsOfBranches } from './git-sides.ts';
import { lockFile } from './layout.ts';
import { kindOf, movedTo, parseLock, readLock, type Lock, type LockedFile } from './lock.ts';
import { appliedSpec } from './applied-spec.ts';
import { readBase } from './objects.ts';

/** Repairs the commas of a lock's text: one branch's lines may lack a comma or have one too many. */
function withRepairedCommas(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines
    .map((line, at) => {
      const bare = line.replace(/,?\s*$/, '');
      const next = lines[at + 1]?.trim() ?? '';
      return bare.endsWith('{') || next === '' || next.startsWith('}') ? bare : `${bare},`;
    })
    .join('\n');
}

/** Reads a project file; empty if it does not exist. */
export function textAt(root: string, path: string): string {
  try {
    if (!lstatSync(join(root, path)).isFile()) return '';
    return decoded(readFileSync(join(root, path)), { where: path });
  } catch {
    return '';
  }
}

/** Uses the path at which the file exists: one branch may have moved it. */
function wherePut(root: string, file: LockedFile, other: LockedFile): LockedFile {
  const isThere = ({ path }: LockedFile): boolean => existsSync(join(root, path));
  return isThere(file) || !isThere(other)
    ? file
    : movedTo({ ...file, path: other.home ?? file.path }, other.path);
}

/** Chooses the record whose base is closer to the file, to reduce conflicts. The other base is kept as `otherBase`. */
function nearer(root: string, one: LockedFile | undefined, other: LockedFile): LockedFile {
  if (one === undefined) return other;
  if (one.base === other.base) return wherePut(root, one, other);
  const text = textAt(root, other.path) || textAt(root, one.path);
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

/** A unit's lock in two branches. */
export interface LockSides {
  /** The common ancestor's lock; undefined if git does not have it. */
  readonly base: Lock | undefined;
  readonly ours: Lock;
  readonly theirs: Lock;
}

/** Parses one branch's lock. Git follows renames, so the side may be the lock of a unit with another name. */
export function parseSide(path: string, text: string): Lock {
  const unit = /^ {2}"unit": "(\w+)"/m.exec(text)?.[1];
  return parseLock(unit === undefined ? path : lockFile(unit), withRepairedCommas(text));
}

function lockBefore(root: string, path: string): Lock | undefined {
  const text = textBeforeBranches(root, path);
  return text === undefined || isMarked(text) ? undefined : parseSide(path, text);
}

/**
 * Splits a lock with git's conflict markers into both branches' locks; undefined if it has no markers.
 *
 * @throws UserError (exit 4) if it is damaged otherwise
 */
export function sidesOfLock(root: string, unit: string): LockSides | undefined {
  const path = lockFile(unit);
  const text = textAt(root, path);
  if (!isMarked(text)) return undefined;
  // Lines outside the markers may come from either branch, so prefer git's own copies.
  const sides = textsOfBranches(root, path, text) ?? sidesOf(text);
  const [ours, theirs] = sides.map((side) => parseSide(path, side)) as [Lock, Lock];
  return { base: lockBefore(root, path), ours, theirs };
}

/** Returns the paths of migrations that are in one lock and in none of the others. */
export function revisionsOf(lock: Lock, ...others: readonly (Lock | undefined)[]): readonly string[] {
  const keys = Object.keys(lock.files).filter(
    (key) => kindOf(key) === 'seed' && others.every((other) => other === undefined || !(key in other.files)),
  );
  return keys.flatMap((key) => lock.files[key]?.path ?? []);
}

/** Returns the migrations that only one branch has, for each branch. */
export function ownRevisions({
  base,
  ours,
  theirs,
}: LockSides): readonly [readonly string[], readonly string[]] {
  return [revisionsOf(ours, theirs, base), revisionsOf(theirs, ours, base)];
}

/** Uses our branch's enum values if neither branch has all of them: each migration rewrites the whole list. */
function withOneList(spec: ResourceSpec, ours: ResourceSpec, theirs: ResourceSpec): ResourceSpec {
  const valuesIn = ({ fields }: ResourceSpec, id: string) => fields.find((field) => field.id === id)?.values;
  const fields = spec.fields.map((field) => {
    const [mine, other] = [valuesIn(ours, field.id), valuesIn(theirs, field.id)];
    const isBoth = [mine, other].some((values) => String(values) === String(field.values));
    return mine === undefined || isBoth ? field : { ...field, values: mine };
  });
  return { ...spec, fields };
}

/** The spec that the existing migrations of both branches produce together. */
function unitedSpec(root: string, sides: LockSides): ResourceSpec | undefined {
  const { base, ours, theirs } = sides;
  const [before, mine, other] = [base && appliedSpec(base), appliedSpec(ours), appliedSpec(theirs)];
  if (!mine || !other) return mine ?? other;
  const [here, there] = ownRevisions(sides).map((paths) =>
    paths.every((path) => existsSync(join(root, path))),
  );
  if (here && there)
    return withOneList(uniteSpecs({ base: before, ours: mine, theirs: other }).spec, mine, other);
  if (here || there) return here ? mine : other;
  return before;
}

/** Removes a deleted migration from a lock's files. */
function forget(files: Record<string, LockedFile>, path: string): void {
  for (const [key, file] of Object.entries(files)) if (file.path === path) delete files[key];
}

/** Merges two branches' locks, with the spec that the migrations of both produce together. */
export function unitedLock(root: string, unit: string, sides: LockSides): Lock {
  const { ours, theirs } = sides;
  const files: Record<string, LockedFile> = { ...ours.files };
  for (const [key, file] of Object.entries(theirs.files)) files[key] = nearer(root, files[key], file);
  for (const path of [...revisionsOf(ours, theirs), ...revisionsOf(theirs, ours)])
    if (!existsSync(join(root, path))) forget(files, path);
  const { tables: _, appliedSpec: own, ...rest } = { ...theirs, ...ours };
  // The project has the revisions of both branches.
  const tables = Math.max(ours.tables ?? 0, theirs.tables ?? 0);
  const applied = unit === PROJECT_UNIT ? own : unitedSpec(root, sides);
  return {
    ...rest,
    unit,
    ...(tables > 0 ? { tables } : {}),
    ...(applied === undefined ? {} : { appliedSpec: applied }),
    files,
  };
}

/**
 * Reads a unit's lock. If it has conflict markers, merges the locks of both branches.
 *
 * @throws UserError if it is damaged otherwise
 */
export function readHealedLock(root: string, unit: string): Lock {
  const sides = sidesOfLock(root, unit);
  return sides === undefined ? readLock(root, unit) : unitedLock(root, unit, sides);
}
