import type { PlanEntry } from '../plan.ts';
import type { HealedLocks } from '../state/branch-locks.ts';
import { isTorn } from '../state/lock-healing.ts';
import { lockedUnits, readLock, withFiles, withNames, type Lock, type LockedFile } from '../state/lock.ts';
import type { FileWrite } from '../write/journal.ts';
import { formerRenders } from './former.ts';
import { appliedSpecs, type Reach, type Target } from './target.ts';

/** Third stage of a run: the locks of the units that it may change, with current template names. */
export interface Memory {
  readonly locks: ReadonlyMap<string, Lock>;
  /** Renders a file from the previous spec; undefined if it is not known. */
  readonly former: (entry: Pick<PlanEntry, 'unit' | 'template'>) => string | undefined;
}

/** Facts about units that are not in their locks. */
export interface Known {
  /** The old unit of a renamed resource, by the new one. */
  readonly formerUnits?: ReadonlyMap<string, string>;
  /** Reads locks completed after a git merge; absent: read them as they are. */
  readonly heals?: HealedLocks | undefined;
  /** Migrations with git conflict markers, completed. */
  readonly completed?: readonly FileWrite[];
  /** Units with no change but git conflict markers: those that cannot be merged stay, for the user to resolve. */
  readonly onlyTorn?: ReadonlySet<string>;
  /** True: the run creates the project. */
  readonly isNew?: boolean;
}

/** Returns the units that the run updates as a whole, so that it can delete files that they no longer have. */
export function wholeUnits({ root }: Target, { scope, gone }: Reach, memory: Known = {}): readonly string[] {
  if (scope.what === 'everything') return lockedUnits(root);
  const renamed = new Set(memory.formerUnits?.values());
  const removed = gone.filter((unit) => !renamed.has(unit));
  return scope.what === 'resources' ? [...scope.resources, ...removed] : [];
}

/**
 * Reads the locks of the units that a run may change.
 *
 * @param entries the planned files
 * @throws UserError (exit 4) if a lock is damaged
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
    // If git followed one branch's rename, the new unit's lock has the text of both.
    const former = isTorn(root, unit) ? unit : (formerUnits?.get(unit) ?? unit);
    const lock = heals ? heals(former).lock : readLock(root, former);
    return { ...withNames(lock, renamed), unit };
  };
  const locks = new Map([...units].map((unit) => [unit, lockOf(unit)]));
  return { locks, former: formerRenders(target, formerUnits) };
}

/** Returns the memory with changed records, e.g. after the user confirmed a moved file. */
export function correctedBy(memory: Memory, change: (file: LockedFile, key: string) => LockedFile): Memory {
  const locks = [...memory.locks].map(([unit, lock]) => [unit, withFiles(lock, change)] as const);
  return { ...memory, locks: new Map(locks) };
}
