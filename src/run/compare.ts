import { createPrinter } from '../render/print.ts';
import { plan, type PlanEntry } from '../plan.ts';
import { inputsOf } from './input.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { lockKey, lockedOf, lockedUnits, readLock, withNames, type Lock } from '../state/lock.ts';
import { formerRenders } from './former.ts';
import { isRestored, placeOf, refusePlaces, refuseRestored } from './places.ts';
import { projectView } from '../view/project.ts';
import { compare, type Change, type Expected } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import { leftovers } from './leftovers.ts';
import { takeIn } from './take-in.ts';
import { followYoResolve } from '../write/yo-resolve.ts';
import { appliedSpecs, type Draft } from './draft.ts';

/** What a run would do, and has not done. */
export interface Comparison {
  readonly locks: ReadonlyMap<string, Lock>;
  readonly changes: readonly Settled[];
}

/** Units that the scope takes in as a whole, so that a file they have no more is left over. */
function wholeUnits({ scope, root, formerUnits, goneUnits = [] }: Draft): readonly string[] {
  if (scope.what === 'everything') return lockedUnits(root);
  const renamed = new Set(formerUnits?.values());
  const removed = goneUnits.filter((unit) => !renamed.has(unit));
  return scope.what === 'resources' ? [...scope.resources, ...removed] : [];
}

/** What is remembered of a unit, in today's words. */
function lockOf({ root, stack, formerUnits, heals, recall }: Draft, unit: string): Lock {
  const former = formerUnits?.get(unit) ?? unit;
  const renamed = new Map(stack.profile.rows.renamed.map(({ name, to }) => [name, to]));
  const lock = heals ? readHealedLock(root, former) : readLock(root, former);
  const known = { ...withNames(lock, renamed), unit };
  return recall?.(known) ?? known;
}

/** Everything that is to be in the scope, with what is remembered of it. */
function expectedOf(
  draft: Draft,
  locks: ReadonlyMap<string, Lock>,
  entries: readonly PlanEntry[],
  version: string,
): readonly Expected[] {
  const print = createPrinter(draft.stack);
  const inputOf = inputsOf({ ...draft, version });
  return entries.map((entry) => {
    const locked = lockedOf(locks.get(entry.unit), entry);
    const placed = placeOf(entry, locked);
    return {
      entry: placed,
      locked,
      // What is written once is never compared.
      input: entry.kind === 'seed' ? '' : inputOf(entry),
      isWanted: isRestored(draft, placed),
      render: () => print(entry),
    };
  });
}

function leftoversOf(
  draft: Draft,
  locks: ReadonlyMap<string, Lock>,
  entries: readonly Expected['entry'][],
): readonly Change[] {
  const outputs = new Set(entries.map(({ output }) => output));
  return wholeUnits(draft).flatMap((unit) => {
    const planned = new Set(entries.filter((entry) => entry.unit === unit).map(lockKey));
    const lock = locks.get(unit);
    return lock ? leftovers(draft.root, lock, planned, outputs) : [];
  });
}

/**
 * Renders what the draft's scope asks for, compares it with the disk, and merges where both sides have changed a file. Reads, and
 * writes nothing.
 *
 * @param version of the generator
 * @throws UserError when a file is to be brought back that there never was
 */
export async function compareDraft(draft: Draft, version: string): Promise<Comparison> {
  const { root, stack } = draft;
  const view = projectView(draft.project, draft.resources, stack);
  const entries = [...plan(stack, view, draft.scope), ...draft.seeds];
  const units = new Set([
    ...entries.map(({ unit }) => unit),
    ...appliedSpecs(draft).keys(),
    ...wholeUnits(draft),
  ]);
  const locks = new Map([...units].map((unit) => [unit, lockOf(draft, unit)]));
  const expected = expectedOf(draft, locks, entries, version);
  const placed = expected.map(({ entry }) => entry);
  refusePlaces(placed);
  refuseRestored(draft, expected);
  const leftOver = leftoversOf(draft, locks, placed);
  const found = await followYoResolve(root, [...compare(root, expected), ...leftOver]);
  return { locks, changes: await takeIn(root, found, formerRenders(draft)) };
}
