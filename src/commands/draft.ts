import { createPrinter } from '../overlay/print.ts';
import type { Stack } from '../overlay/stack.ts';
import { plan, type PlanEntry, type Scope } from '../plan.ts';
import { namesOf } from '../spec/names.ts';
import type { ProjectSpec } from '../spec/project.ts';
import type { ResourceSpec } from '../spec/resource.ts';
import { inputsOf } from '../state/input.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import {
  PROJECT_UNIT,
  lockKey,
  lockedOf,
  lockedUnits,
  readLock,
  withNames,
  type Lock,
} from '../state/lock.ts';
import { formerRenders } from './former.ts';
import { isRestored, placeOf, refusePlaces, refuseRestored } from './places.ts';
import { projectView } from '../view/project.ts';
import { compare, type Change, type Expected } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import { leftovers } from '../write/leftovers.ts';
import { takeIn } from '../write/take-in.ts';
import { followYoResolve } from '../write/yo-resolve.ts';

/** A run that is thought through up to rendering: what the project is to be, and how much of it may be touched. */
export interface Draft {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** All resources as they will be, by snake name. */
  readonly resources: readonly ResourceSpec[];
  readonly scope: Scope;
  /** Files that are written once: migrations. */
  readonly seeds: readonly PlanEntry[];
  /** The last migration of a unit, where this run writes one. */
  readonly revisions: ReadonlyMap<string, string>;
  /** Files that the user deleted and wants back. */
  readonly restored?: readonly string[];
  /** What is known by now, and in no lock yet. */
  readonly recall?: (lock: Lock) => Lock;
  /** What a renamed resource's unit was called. */
  readonly formerUnits?: ReadonlyMap<string, string>;
  /** Units that are no more: of resources that are removed, and of renamed ones under their old name. */
  readonly goneUnits?: readonly string[];
  /** True: what git left of a merge in locks and registries is made whole. */
  readonly heals?: boolean;
}

/** What a run would do, and has not done. */
export interface Comparison {
  readonly locks: ReadonlyMap<string, Lock>;
  readonly changes: readonly Settled[];
}

/** Whether a run brings a resource in line with its spec as a whole. */
export function touches({ scope }: Draft, snake: string): boolean {
  return scope.what === 'everything' || (scope.what === 'resources' && scope.resources.includes(snake));
}

/** What each unit's files are in line with after the run; one over a single layer brings no unit in line. */
export function appliedSpecs(draft: Draft): ReadonlyMap<string, unknown> {
  const applied = new Map<string, unknown>();
  if (draft.scope.what === 'everything') applied.set(PROJECT_UNIT, draft.project);
  for (const resource of draft.resources) {
    const { snake } = namesOf(resource);
    if (touches(draft, snake)) applied.set(snake, resource);
  }
  return applied;
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
  const renamed = new Map(stack.profile.rows['renamed']?.map(({ name, to }) => [name, String(to)]));
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
