import { UserError } from '../errors.ts';
import { format } from '../overlay/format.ts';
import { createRenderer } from '../overlay/render.ts';
import { readTemplate, type Stack } from '../overlay/stack.ts';
import { plan, type PlanEntry, type Scope } from '../plan.ts';
import { namesOf } from '../spec/names.ts';
import type { ProjectSpec } from '../spec/project.ts';
import type { ResourceSpec } from '../spec/resource.ts';
import { inputsOf } from '../state/input.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { lockKey, lockedOf, lockedUnits, readLock, withNames, type Lock } from '../state/lock.ts';
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
  if (draft.scope.what === 'everything') applied.set('project', draft.project);
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
function lockOf({ root, stack, formerUnits, heals }: Draft, unit: string): Lock {
  const former = formerUnits?.get(unit) ?? unit;
  const renamed = new Map(stack.profile.rows['renamed']?.map(({ name, to }) => [name, String(to)]));
  const lock = heals ? readHealedLock(root, former) : readLock(root, former);
  return { ...withNames(lock, renamed), unit };
}

/** Everything that is to be in the scope, with what is remembered of it. */
function expectedOf(
  draft: Draft,
  locks: ReadonlyMap<string, Lock>,
  entries: readonly PlanEntry[],
  version: string,
): readonly Expected[] {
  const print = createRenderer(draft.stack);
  const inputOf = inputsOf({ ...draft, version });
  return entries.map((entry) => ({
    entry,
    locked: lockedOf(locks.get(entry.unit), entry),
    // What is written once is never compared.
    input: entry.kind === 'seed' ? '' : inputOf(entry),
    isWanted: draft.restored?.includes(entry.output) ?? false,
    render: () => format(entry.output, print(entry), () => readTemplate(draft.stack, entry.template)),
  }));
}

function leftoversOf(
  draft: Draft,
  locks: ReadonlyMap<string, Lock>,
  entries: readonly PlanEntry[],
): readonly Change[] {
  const outputs = new Set(entries.map(({ output }) => output));
  return wholeUnits(draft).flatMap((unit) => {
    const planned = new Set(entries.filter((entry) => entry.unit === unit).map(lockKey));
    const lock = locks.get(unit);
    return lock ? leftovers(draft.root, lock, planned, outputs) : [];
  });
}

/** Nothing can be brought back that the generator does not make. */
function refuseUnknown({ restored = [] }: Draft, entries: readonly PlanEntry[]): void {
  const path = restored.find((each) => entries.every(({ output }) => output !== each));
  if (path === undefined) return;
  throw new UserError(
    `--restore ${path}: the generator makes no such file; type its path from the project's root`,
  );
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
  const view = projectView(draft.project, draft.resources, stack.profile);
  const entries = [...plan(stack, view, draft.scope), ...draft.seeds];
  refuseUnknown(draft, entries);
  const units = new Set([
    ...entries.map(({ unit }) => unit),
    ...appliedSpecs(draft).keys(),
    ...wholeUnits(draft),
  ]);
  const locks = new Map([...units].map((unit) => [unit, lockOf(draft, unit)]));
  const compared = compare(root, expectedOf(draft, locks, entries, version));
  const found = await followYoResolve(root, [...compared, ...leftoversOf(draft, locks, entries)]);
  return { locks, changes: await takeIn(root, found) };
}
