import { createPrinter } from '../render/print.ts';
import { plan, type PlanEntry } from '../plan.ts';
import { projectView } from '../view/project.ts';
import { compare, type Change, type Expected } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import { followYoResolve } from '../write/yo-resolve.ts';
import { refuseOlder } from '../state/generator-version.ts';
import { lockKey, lockedOf } from '../state/lock.ts';
import { withFormerLayout } from '../guard/former-layout.ts';
import { inputsOf } from './input.ts';
import { leftovers } from './leftovers.ts';
import { remember, wholeUnits, type Known, type Memory } from './memory.ts';
import { isRestored, placeOf, refusePlaces, refuseRestored } from './places.ts';
import { takeIn } from '../absorb/take-in.ts';
import type { Reach, Target } from './target.ts';

/** A planned run: all stages before the comparison with the disk. */
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
 * Plans a run, and reads the locks of the files that it may change.
 *
 * @throws UserError (exit 4) if a lock is damaged, or a newer generator wrote one of its files
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

/** Returns every planned file with its record in the lock. */
function expectedOf({ target, reach, entries, memory, version }: Planned): readonly Expected[] {
  const print = createPrinter(target.stack);
  const inputOf = inputsOf({ ...target, version });
  return entries.map((entry) => {
    const locked = lockedOf(memory.locks.get(entry.unit), entry);
    const placed = placeOf(entry, locked);
    return {
      entry: placed,
      locked,
      // Seeds are written once and never compared.
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

/** The new names of resources that this run or a branch renames, and their old ones. */
function formerNames({
  memory,
  known: { formerUnits = new Map(), heals },
}: Planned): ReadonlyMap<string, string> {
  const units = heals === undefined ? [] : [...memory.locks.keys()];
  const byBranch = units.flatMap((unit) => {
    const former = heals?.(unit).former;
    return former === undefined ? [] : [[unit, former] as const];
  });
  return new Map([...formerUnits, ...byBranch]);
}

/**
 * Renders the plan, compares it with the disk, and merges files that both sides changed. Writes nothing.
 *
 * @throws UserError if a path of `--restore` is unknown
 */
export async function compareRun(run: Planned): Promise<readonly Settled[]> {
  const { root } = run.target;
  const expected = expectedOf(run);
  const placed = expected.map(({ entry }) => entry);
  refusePlaces(placed);
  refuseRestored(run.reach, expected);
  const found = await followYoResolve(root, [...compare(root, expected), ...leftoversOf(run, placed)]);
  const taken = await takeIn(root, found, run.memory.former, formerNames(run));
  return withFormerLayout(root, taken);
}
