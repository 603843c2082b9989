import type { FileWrite } from '../write/journal.ts';
import type { Settled } from '../write/decide.ts';
import { lockFile, objectFile } from './layout.ts';
import { formatLock, lockKey, type Lock, type LockedFile } from './lock.ts';
import type { PlanEntry } from '../plan.ts';
import { hashOf, pack } from './objects.ts';

export interface Memory {
  readonly locks: ReadonlyMap<string, Lock>;
  readonly changes: readonly Settled[];
  /** Specs that a unit's files are now in line with as a whole. */
  readonly specs: ReadonlyMap<string, unknown>;
  readonly revisions: ReadonlyMap<string, string>;
  readonly version: string;
  /** The specs that an entry was rendered from. */
  readonly inputOf: (entry: PlanEntry) => unknown;
}

/** Whether the file on disk now holds, or is settled against, the new render. */
function isAbsorbed({ verdict, decision }: Settled): boolean {
  return (
    ['create', 'update', 'merge', 'same'].includes(verdict) || decision === 'overwrite' || decision === 'keep'
  );
}

function remember(change: Settled, { version, inputOf }: Memory): LockedFile | undefined {
  const { entry, locked, verdict } = change;
  if (verdict === 'absent' && locked && entry.kind !== 'seed') return { ...locked, state: 'deleted' };
  if (!isAbsorbed(change)) return locked;
  const base = hashOf(change.text);
  const state = entry.kind;
  if (locked?.base === base && locked.path === entry.output && locked.state === state) return locked;
  const input = hashOf(JSON.stringify(inputOf(entry))).slice(0, 16);
  return { path: entry.output, base, state, generator: version, input };
}

function nextLock(lock: Lock, memory: Memory): Lock {
  const { unit } = lock;
  const files: Record<string, LockedFile> = { ...lock.files };
  for (const change of memory.changes.filter(({ entry }) => entry.unit === unit)) {
    const file = remember(change, memory);
    if (file) files[lockKey(change.entry)] = file;
  }
  const revision = memory.revisions.get(unit) ?? lock.revision;
  const appliedSpec = memory.specs.get(unit) ?? lock.appliedSpec;
  return {
    unit,
    ...(revision === undefined ? {} : { revision }),
    ...(appliedSpec === undefined ? {} : { appliedSpec }),
    files,
  };
}

/** The locks after a run, and the pristine text of every file that has taken in a new render. */
export function lockWrites(memory: Memory): FileWrite[] {
  const bases = memory.changes.filter((change) => isAbsorbed(change) && change.entry.kind !== 'seed');
  const fresh = bases.filter(({ text, locked }) => locked?.base !== hashOf(text));
  const objects = new Map(fresh.map(({ text }) => [objectFile(hashOf(text)), text]));
  return [
    ...[...memory.locks.values()].map((lock) => ({
      path: lockFile(lock.unit),
      content: formatLock(nextLock(lock, memory)),
    })),
    ...[...objects].map(([path, text]) => ({ path, content: pack(text) })),
  ];
}
