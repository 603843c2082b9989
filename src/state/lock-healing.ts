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

/** The text of a file of a project; empty where there is none. */
export function textAt(root: string, path: string): string {
  try {
    if (!lstatSync(join(root, path)).isFile()) return '';
    return decoded(readFileSync(join(root, path)), { where: path });
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

/** A unit's lock as two branches have it. */
export interface LockSides {
  /** As it was before both; undefined where nobody knows it. */
  readonly base: Lock | undefined;
  readonly ours: Lock;
  readonly theirs: Lock;
}

/** Git follows a file that one branch has renamed: then a side is the lock of a unit with another name. */
export function parseSide(path: string, text: string): Lock {
  const unit = /^ {2}"unit": "(\w+)"/m.exec(text)?.[1];
  return parseLock(unit === undefined ? path : lockFile(unit), mended(text));
}

function lockBefore(root: string, path: string): Lock | undefined {
  const text = textBeforeBranches(root, path);
  return text === undefined || isMarked(text) ? undefined : parseSide(path, text);
}

/**
 * Takes a lock that git has left markers in apart; undefined where there are none.
 *
 * @throws UserError (exit 4) when it is damaged in another way
 */
export function sidesOfLock(root: string, unit: string): LockSides | undefined {
  const path = lockFile(unit);
  const text = textAt(root, path);
  if (!isMarked(text)) return undefined;
  // The markers do not tell whose the lines beside them are: git has put those of both there.
  const sides = textsOfBranches(root, path, text) ?? sidesOf(text);
  const [ours, theirs] = sides.map((side) => parseSide(path, side)) as [Lock, Lock];
  return { base: lockBefore(root, path), ours, theirs };
}

/** The paths of a unit's migrations that one lock has and no other of these has. */
export function revisionsOf(lock: Lock, ...others: readonly (Lock | undefined)[]): readonly string[] {
  const keys = Object.keys(lock.files).filter(
    (key) => kindOf(key) === 'seed' && others.every((other) => other === undefined || !(key in other.files)),
  );
  return keys.flatMap((key) => lock.files[key]?.path ?? []);
}

/** The migrations of each branch that the other does not have. */
export function ownRevisions({
  base,
  ours,
  theirs,
}: LockSides): readonly [readonly string[], readonly string[]] {
  return [revisionsOf(ours, theirs, base), revisionsOf(theirs, ours, base)];
}

/** The last of two migrations that write the list of an enum counts, so that neither has the values of both. */
function withOneList(spec: ResourceSpec, ours: ResourceSpec, theirs: ResourceSpec): ResourceSpec {
  const valuesIn = ({ fields }: ResourceSpec, id: string) => fields.find((field) => field.id === id)?.values;
  const fields = spec.fields.map((field) => {
    const [mine, other] = [valuesIn(ours, field.id), valuesIn(theirs, field.id)];
    const isBoth = [mine, other].some((values) => String(values) === String(field.values));
    return mine === undefined || isBoth ? field : { ...field, values: mine };
  });
  return { ...spec, fields };
}

/** What the migrations of both branches make of a resource together; those that are not there make nothing. */
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

/** A migration that its user has deleted, so that the one of the other branch counts. */
function forget(files: Record<string, LockedFile>, path: string): void {
  for (const [key, file] of Object.entries(files)) if (file.path === path) delete files[key];
}

/** One lock of what two branches remember, with the spec that the migrations of both make together. */
export function unitedLock(root: string, unit: string, sides: LockSides): Lock {
  const { ours, theirs } = sides;
  const files: Record<string, LockedFile> = { ...ours.files };
  for (const [key, file] of Object.entries(theirs.files)) files[key] = nearer(root, files[key], file);
  for (const path of [...revisionsOf(ours, theirs), ...revisionsOf(theirs, ours)])
    if (!existsSync(join(root, path))) forget(files, path);
  const { tables: _, appliedSpec: own, ...rest } = { ...theirs, ...ours };
  // The revisions of both branches are there.
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
 * Reads a unit's lock, also one that git has left markers in: then it has what both branches remember.
 *
 * @throws UserError when it is damaged in another way
 */
export function readHealedLock(root: string, unit: string): Lock {
  const sides = sidesOfLock(root, unit);
  return sides === undefined ? readLock(root, unit) : unitedLock(root, unit, sides);
}
