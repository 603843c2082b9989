import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { namesOf } from '../language/names.ts';
import { formatResource, parseResource, type ResourceSpec } from '../language/resource.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { locksInGit } from '../state/git-history.ts';
import { lockFile, resourceFile } from '../state/layout.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { NewerLock, lockedUnits, parseLock, type Lock } from '../state/lock.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { readResources } from '../state/resources.ts';

/** What is left of a project's locks. */
export interface FoundLocks {
  readonly locks: ReadonlyMap<string, Lock>;
  /** Units whose lock is git's, and so may be older than their files. */
  readonly older: ReadonlySet<string>;
  /** What could not be read, or came from elsewhere, in words. */
  readonly notes: readonly string[];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NewerLock) throw error;
    return undefined;
  }
}

/** Reads the locks that can be read, and takes those that are lost or damaged from git. */
export function findLocks(root: string): FoundLocks {
  const locks = new Map<string, Lock>();
  const older = new Set<string>();
  const notes: string[] = [];
  const here = lockedUnits(root);
  for (const unit of here) {
    const lock = attempt(() => readHealedLock(root, unit));
    if (lock) locks.set(unit, lock);
    else notes.push(`${lockFile(unit)} is damaged: it is made again`);
  }
  if (locks.has(PROJECT_UNIT) && locks.size === here.length) return { locks, older, notes };
  for (const [unit, text] of locksInGit(root)) {
    // A unit that went on purpose took its lock along, while the others stayed.
    const isLost = here.includes(unit) || here.length === 0 || unit === PROJECT_UNIT;
    const lock = locks.has(unit) || !isLost ? undefined : attempt(() => parseLock(lockFile(unit), text));
    if (!lock) continue;
    locks.set(unit, lock);
    older.add(unit);
    notes.push(`${lockFile(unit)} is as git has it`);
  }
  return { locks, older, notes };
}

/** The project's answers as they were applied last, not checked yet. */
export function projectIn({ locks }: FoundLocks): unknown {
  return locks.get(PROJECT_UNIT)?.appliedSpec;
}

/**
 * The specs that are there, those that are remembered to have been applied, and those that were said.
 *
 * @throws UserError for one that is said and is there, and says something else
 */
export function specsOf(
  root: string,
  { locks }: FoundLocks,
  said: readonly (readonly string[])[],
): readonly ResourceSpec[] {
  const specs = new Map(readResources(root).map((spec) => [namesOf(spec).snake, spec]));
  for (const [unit, lock] of locks) {
    const applied = unit === PROJECT_UNIT || specs.has(unit) ? undefined : appliedSpec(lock);
    if (applied) specs.set(unit, applied);
  }
  for (const words of said) {
    const spec = parseResource(words);
    const { snake } = namesOf(spec);
    const known = specs.get(snake);
    if (known && formatResource(known) !== formatResource(spec))
      throw new UserError(
        `${spec.name}: its spec is known, as ${formatResource(known)}; leave it out, and change it with "fastapi-architect resource"`,
      );
    specs.set(snake, known ?? spec);
  }
  return [...specs.values()];
}

/** Whether a resource's spec has to be written. */
export function isSpecGone(root: string, spec: ResourceSpec): boolean {
  return !existsSync(join(root, resourceFile(namesOf(spec).snake)));
}
