import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { formatField } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { collisions } from '../migrations/collisions.ts';
import { endsOf, lostTables } from './renames.ts';
import { shellWord } from '../run/shell-word.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { hashOf } from '../state/objects.ts';
import { halfDeleted, textBeforeBranches, textInCommit, type HalfDeleted } from '../state/git-sides.ts';
import { lockFile, resourceFile } from '../state/layout.ts';
import { ownRevisions, readHealedLock, revisionsOf, sidesOfLock, textAt } from '../state/lock-healing.ts';
import { kindOf, lockedUnits, parseLock, type Lock, type LockedFile } from '../state/lock.ts';
import { readResources } from '../state/resources.ts';
import { pascalOf } from '../spelling.ts';

const AGAIN = 'then run "fastapi-architect sync"';

const typed = (paths: readonly string[]): string => paths.map(shellWord).join(' ');

/**
 * Describes incompatible migrations of a unit's two branches and how to fix them; undefined if there are none. Two revisions
 * of one column or table cannot both run, in any order: delete one, then its changes are written again after the other.
 */
function collisionIn(root: string, unit: string): string | undefined {
  const sides = sidesOfLock(root, unit);
  if (sides === undefined) return undefined;
  const { base, ours, theirs } = sides;
  const [mine, other] = [appliedSpec(ours), appliedSpec(theirs)];
  const [one, two] = ownRevisions(sides);
  const areBoth =
    one.length > 0 && two.length > 0 && [...one, ...two].every((path) => existsSync(join(root, path)));
  if (!mine || !other || !areBoth) return undefined;
  const both = collisions({ base: base && appliedSpec(base), ours: mine, theirs: other });
  if (both.length === 0) return undefined;
  const remove = [one, two].map((paths) => `"git rm -f ${typed(paths)}"`).join(' or ');
  return (
    `${both.join(', ')}: both branches have a migration that changes it (${one.join(', ')}; ${two.join(', ')}), but only one of them can run; ` +
    `keep the one that a shared database has, revert the other in databases that have it ("alembic downgrade"), ` +
    `delete it (${remove}), ${AGAIN}, which writes the missing changes`
  );
}

/** Describes all resources with incompatible migrations, and how to fix them. */
export function collisionLines(root: string): readonly string[] {
  const units = lockedUnits(root).filter((each) => each !== PROJECT_UNIT);
  return [...units.flatMap((unit) => collisionIn(root, unit) ?? []), ...lostTables(root)];
}

/** @throws UserError (exit 3) with incompatible migrations of two branches */
export function refuseCollisions(root: string): void {
  const lines = collisionLines(root);
  if (lines.length > 0) throw new UserError(`${lines.join('; ')}; nothing was written`, 3);
}

function isEdited(root: string, { path, base }: LockedFile, at: string): boolean {
  return path === at && hashOf(textAt(root, at)) !== base;
}

/** Finds the lock of a renamed resource by the migration that renamed it. */
function successorOf(root: string, ends: readonly string[]): Lock | undefined {
  const locks = lockedUnits(root).map((unit) => readHealedLock(root, unit));
  return locks.find(({ files }) => Object.values(files).some(({ path }) => ends.includes(path)));
}

const madeBy = ({ files }: Lock): readonly string[] =>
  Object.entries(files).flatMap(([key, { path }]) => (kindOf(key) === 'seed' ? [] : [path]));
const recordsOf = (unit: string): readonly string[] => [resourceFile(unit), lockFile(unit)];

/** Returns the command that re-adds fields which git lost when one branch renamed the resource. */
function saidAgain(root: string, spec: ResourceSpec, { unit }: Lock): string {
  const known = readResources(root, true).find((each) => namesOf(each).snake === unit);
  const lost = spec.fields.filter(({ id }) => !known?.fields.some((field) => field.id === id));
  if (!known || lost.length === 0) return '';
  return `, and then "fastapi-architect resource ${known.name} ${typed(lost.map(formatField))}"`;
}

function wordsFor(root: string, { path, kept }: HalfDeleted): string {
  const unit = basename(path, '.json');
  const parse = (text: string | undefined) => (text === undefined ? undefined : parseLock(path, text));
  const lock = parse(textInCommit(root, kept, path)) ?? { unit, files: {} };
  const before = parse(textBeforeBranches(root, path));
  const spec = appliedSpec(lock);
  const name = spec?.name ?? unit;
  const isThere = (each: string): boolean => existsSync(join(root, each));
  const keep = [...madeBy(lock), ...recordsOf(unit)];
  const own = before ? revisionsOf(lock, before) : [];
  const ends = spec ? endsOf(root, namesOf(spec).table, before) : [];
  const successor = successorOf(root, ends);
  const rivals = successor ? [...madeBy(successor), ...recordsOf(successor.unit)] : [];
  const gone = [...ends, ...rivals].filter(isThere);
  const remove = gone.length > 0 ? ` and "git rm -f ${typed(gone)}"` : '';
  // Keep files that were edited under the old name: the edits belong in the files with the new name.
  const isOver = (each: string): boolean =>
    isThere(each) && (!successor || !Object.values(lock.files).some((file) => isEdited(root, file, each)));
  const letGo = `"git rm -f ${typed([...keep, ...own].filter(isOver))}"`;
  const next = successor ? pascalOf(successor.unit) : undefined;
  const again = spec && successor ? saidAgain(root, spec, successor) : '';
  return (
    `${name}: one branch has ${next ? `renamed it to ${next}` : 'removed it'}, but the other has changed it; ` +
    `to keep ${name}: "git checkout ${kept} -- ${typed(keep)}"${remove}; ` +
    `to ${next ? `use ${next}` : 'remove it'}: ${letGo}${again}`
  );
}

/**
 * Refuses resources that one branch removed or renamed and the other changed: the user must decide.
 *
 * @throws UserError (exit 3) with the commands for each choice
 */
export function refuseHalfDeleted(root: string): void {
  const found = halfDeleted(root, dirname(lockFile('any')));
  if (found.length === 0) return;
  throw new UserError(
    `${found.map((each) => wordsFor(root, each)).join('; ')}; ${AGAIN}; nothing was written`,
    3,
  );
}
