import { createPrinter } from '../render/print.ts';
import { plan, type PlanEntry } from '../plan.ts';
import { projectView } from '../view/project.ts';
import { compare, type Change, type Expected } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import { followYoResolve } from '../write/yo-resolve.ts';
import { refuseOlder } from '../state/generator-version.ts';
import { lockKey, lockedOf } from '../state/lock.ts';
import { inputsOf } from './input.ts';
import { leftovers } from './leftovers.ts';
import { remember, wholeUnits, type Known, type Memory } from './memory.ts';
import { isRestored, placeOf, refusePlaces, refuseRestored } from './places.ts';
import { takeIn } from '../absorb/take-in.ts';
import type { Reach, Target } from './target.ts';

/** A run that is thought through: its stages up to what it would write. */
export interface Planned {
  readonly target: Target;
  readonly reach: Reach;
  readonly entries: readonly PlanEntry[];
  readonly memory: Memory;
  readonly known: Known;
  /** The generator's version. */
  readonly version: string;
}

/**
 * Plans a run, and reads what is remembered of the files that it may touch.
 *
 * @throws UserError (exit 4) when a lock is damaged, or a newer generator wrote a file of one
 */
export function planRun(target: Target, reach: Reach, version: string, known: Known = {}): Planned {
  const view = projectView(target.project, target.resources, target.stack);
  const entries = [...plan(target.stack, view, reach.scope), ...target.seeds];
  const memory = remember(target, reach, entries, known);
  const files = [...memory.locks.values()].flatMap((lock) => Object.values(lock.files));
  refuseOlder(
    files.map(({ generator }) => generator),
    version,
  );
  return { target, reach, entries, memory, known, version };
}

/** Everything that is to be in the reach, with what is remembered of it. */
function expectedOf({ target, reach, entries, memory, version }: Planned): readonly Expected[] {
  const print = createPrinter(target.stack);
  const inputOf = inputsOf({ ...target, version });
  return entries.map((entry) => {
    const locked = lockedOf(memory.locks.get(entry.unit), entry);
    const placed = placeOf(entry, locked);
    return {
      entry: placed,
      locked,
      // What is written once is never compared.
      input: entry.kind === 'seed' ? '' : inputOf(entry),
      isWanted: isRestored(reach, placed),
      render: () => print(entry),
    };
  });
}

function leftoversOf(
  { target, reach, memory, known }: Planned,
  entries: readonly Expected['entry'][],
): readonly Change[] {
  const outputs = new Set(entries.map(({ output }) => output));
  return wholeUnits(target, reach, known).flatMap((unit) => {
    const planned = new Set(entries.filter((entry) => entry.unit === unit).map(lockKey));
    const lock = memory.locks.get(unit);
    return lock ? leftovers(target.root, lock, planned, outputs) : [];
  });
}

/**
 * Renders what is planned, compares it with the disk, and merges where both sides have changed a file. Reads, and writes
 * nothing.
 *
 * @throws UserError when a file is to be brought back that there never was
 */
export async function compareRun(run: Planned): Promise<readonly Settled[]> {
  const { root } = run.target;
  const expected = expectedOf(run);
  const placed = expected.map(({ entry }) => entry);
  refusePlaces(placed);
  refuseRestored(run.reach, expected);
  const found = await followYoResolve(root, [...compare(root, expected), ...leftoversOf(run, placed)]);
  return takeIn(root, found, run.memory.former, run.known.formerUnits);
}
