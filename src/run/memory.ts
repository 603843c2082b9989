import type { PlanEntry } from '../plan.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { lockedUnits, readLock, withFiles, withNames, type Lock, type LockedFile } from '../state/lock.ts';
import { formerRenders } from './former.ts';
import { appliedSpecs, type Reach, type Target } from './target.ts';

/** Third stage of a run: what is remembered of the files that it may touch, in today's words. */
export interface Memory {
  readonly locks: ReadonlyMap<string, Lock>;
  /** Makes a file as it was made before this run; undefined where that is not known. */
  readonly former: (entry: Pick<PlanEntry, 'unit' | 'template'>) => string | undefined;
}

/** What is known of units beside their locks. */
export interface Known {
  /** What a renamed resource's unit was called. */
  readonly formerUnits?: ReadonlyMap<string, string>;
  /** True: what git left of a merge in locks is made whole. */
  readonly heals?: boolean;
}

/** Units that the reach takes in as a whole, so that a file they have no more is left over. */
export function wholeUnits({ root }: Target, { scope, gone }: Reach, memory: Known = {}): readonly string[] {
  if (scope.what === 'everything') return lockedUnits(root);
  const renamed = new Set(memory.formerUnits?.values());
  const removed = gone.filter((unit) => !renamed.has(unit));
  return scope.what === 'resources' ? [...scope.resources, ...removed] : [];
}

/**
 * Reads what is remembered of the units that a run may touch.
 *
 * @param entries what is planned
 * @throws UserError (exit 4) when a lock is damaged
 */
export function remember(
  target: Target,
  reach: Reach,
  entries: readonly PlanEntry[],
  known: Known = {},
): Memory {
  const { root, stack } = target;
  const { formerUnits, heals } = known;
  const renamed = new Map(stack.profile.rows.renamed.map(({ name, to }) => [name, to]));
  const units = new Set([
    ...entries.map(({ unit }) => unit),
    ...appliedSpecs(target, reach).keys(),
    ...wholeUnits(target, reach, known),
  ]);
  const lockOf = (unit: string): Lock => {
    const former = formerUnits?.get(unit) ?? unit;
    const lock = heals ? readHealedLock(root, former) : readLock(root, former);
    return { ...withNames(lock, renamed), unit };
  };
  const locks = new Map([...units].map((unit) => [unit, lockOf(unit)]));
  return { locks, former: formerRenders(target, formerUnits) };
}

/** What is remembered, with something else of some files: what the user has just said, and no lock has yet. */
export function correctedBy(memory: Memory, change: (file: LockedFile, key: string) => LockedFile): Memory {
  const locks = [...memory.locks].map(([unit, lock]) => [unit, withFiles(lock, change)] as const);
  return { ...memory, locks: new Map(locks) };
}
