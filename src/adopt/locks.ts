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

/** The recovered locks of a project. */
export interface FoundLocks {
  readonly locks: ReadonlyMap<string, Lock>;
  /** Units whose lock is from git, so that it may be older than their files. */
  readonly older: ReadonlySet<string>;
  /** Messages about locks that were damaged or recovered. */
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

/** Reads the locks, and recovers lost or damaged ones from git. */
export function findLocks(root: string): FoundLocks {
  const locks = new Map<string, Lock>();
  const older = new Set<string>();
  const notes: string[] = [];
  const here = lockedUnits(root);
  for (const unit of here) {
    const lock = attempt(() => readHealedLock(root, unit));
    if (lock) locks.set(unit, lock);
    else notes.push(`${lockFile(unit)} is damaged and will be rebuilt`);
  }
  if (locks.has(PROJECT_UNIT) && locks.size === here.length) return { locks, older, notes };
  for (const [unit, text] of locksInGit(root)) {
    // A lock that is missing while others exist belongs to a removed unit.
    const isLost = here.includes(unit) || here.length === 0 || unit === PROJECT_UNIT;
    const lock = locks.has(unit) || !isLost ? undefined : attempt(() => parseLock(lockFile(unit), text));
    if (!lock) continue;
    locks.set(unit, lock);
    older.add(unit);
    notes.push(`${lockFile(unit)} is restored from git`);
  }
  return { locks, older, notes };
}

/** The last applied answers, not validated. */
export function projectIn({ locks }: FoundLocks): unknown {
  return locks.get(PROJECT_UNIT)?.appliedSpec;
}

/**
 * Returns the stored specs, the last applied ones, and those from flags.
 *
 * @throws UserError if a spec from a flag differs from the known one
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
        `${spec.name}: its spec is already known: ${formatResource(known)}; omit it here, and change it with "fastapi-architect resource"`,
      );
    specs.set(snake, known ?? spec);
  }
  return [...specs.values()];
}

/** Whether a resource's spec file is missing. */
export function isSpecGone(root: string, spec: ResourceSpec): boolean {
  return !existsSync(join(root, resourceFile(namesOf(spec).snake)));
}
