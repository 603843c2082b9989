import type { FileWrite } from './journal.ts';
import { isAbsorbed, isUnfinished, type Settled } from './decide.ts';
import { lockFile, objectFile } from '../state/layout.ts';
import { formatLock, lockKey, type Lock, type LockedFile } from '../state/lock.ts';
import { pack } from '../state/objects.ts';

/** The results of a run that locks record. */
export interface FinishedRun {
  readonly locks: ReadonlyMap<string, Lock>;
  readonly changes: readonly Settled[];
  /** Specs that units' files are now completely updated to. */
  readonly specs: ReadonlyMap<string, unknown>;
  readonly revisions: ReadonlyMap<string, string>;
  /** Number of table changes (`table-changes.ts`) that those units' tables include then. */
  readonly tables: number;
  readonly version: string;
}

function remember(change: Settled, version: string): LockedFile | undefined {
  const { entry, locked, verdict, theirs, input } = change;
  if (verdict === 'drop') return undefined;
  if (verdict === 'left' && locked) return { ...locked, state: 'detached' };
  if (locked?.state === 'detached') return locked;
  if (verdict === 'absent' && locked && entry.kind !== 'seed') return { ...locked, state: 'deleted' };
  const state = isUnfinished(change) ? 'conflict' : entry.kind;
  if (change.decision === 'whole' && locked) return { ...locked, kept: theirs, state: entry.kind, input };
  // The conflict was resolved by hand.
  if (!isAbsorbed(change)) return locked?.state === 'conflict' ? { ...locked, state } : locked;
  const isThere = locked?.path === entry.output && locked.home === entry.home;
  if (isThere && locked.base === theirs && locked.state === state && locked.input === input) return locked;
  const home = entry.home === undefined ? {} : { home: entry.home };
  return { path: entry.output, ...home, base: theirs, state, generator: version, input };
}

function nextLock(lock: Lock, run: FinishedRun): Lock {
  const { unit } = lock;
  const files: Record<string, LockedFile> = { ...lock.files };
  for (const change of run.changes.filter(({ entry }) => entry.unit === unit)) {
    const key = lockKey(change.entry);
    const file = remember(change, run.version);
    if (file) files[key] = file;
    else delete files[key];
  }
  const revision = run.revisions.get(unit) ?? lock.revision;
  const appliedSpec = run.specs.get(unit) ?? lock.appliedSpec;
  const tables = run.specs.has(unit) ? run.tables : lock.tables;
  return {
    unit,
    ...(revision === undefined ? {} : { revision }),
    ...(tables === undefined ? {} : { tables }),
    ...(appliedSpec === undefined ? {} : { appliedSpec }),
    files,
  };
}

/** Returns the writes of locks after a run, and of the new bases. */
export function lockWrites(run: FinishedRun): FileWrite[] {
  const fresh = run.changes.filter(
    (change) => isAbsorbed(change) && change.entry.kind !== 'seed' && change.locked?.base !== change.theirs,
  );
  const objects = new Map(fresh.map(({ theirs, render }) => [objectFile(theirs), render]));
  return [
    ...[...run.locks.values()].map((lock) => ({
      path: lockFile(lock.unit),
      content: formatLock(nextLock(lock, run)),
    })),
    ...[...objects].map(([path, render]) => ({ path, content: pack(render()) })),
  ];
}
