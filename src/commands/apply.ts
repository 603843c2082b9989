import { format } from '../overlay/format.ts';
import { createRenderer } from '../overlay/render.ts';
import { readTemplate, type Stack } from '../overlay/stack.ts';
import { plan, type PlanEntry, type Scope } from '../plan.ts';
import type { ProjectSpec } from '../spec/project.ts';
import { namesOf } from '../spec/names.ts';
import type { ResourceSpec } from '../spec/resource.ts';
import { answersText } from '../state/answers.ts';
import { ANSWERS_FILE, STATE_GIT_FILES, resourceFile } from '../state/layout.ts';
import { lockKey, readLock, type Lock } from '../state/lock.ts';
import { lockWrites } from '../state/lock-writes.ts';
import { resourceText } from '../state/resources.ts';
import { projectView } from '../view/project.ts';
import { compare, type Change, type Rendered } from '../write/compare.ts';
import { isWritten, refuseConflicts, settle, type Settled } from '../write/decide.ts';
import { differing } from '../write/differing.ts';
import type { FileWrite } from '../write/journal.ts';
import { takeIn } from '../write/take-in.ts';
import { uninterrupted } from '../write/uninterrupted.ts';
import { commit } from '../write/transaction.ts';
import type { Context, Outcome, Switches } from './context.ts';
import { showDiff, showPlan } from './show.ts';

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
}

function render(draft: Draft, locks: ReadonlyMap<string, Lock>, entries: readonly PlanEntry[]): Rendered[] {
  const print = createRenderer(draft.stack);
  return entries.map((entry) => {
    const text = format(entry.output, print(entry), () => readTemplate(draft.stack, entry.template));
    return { entry, text, locked: locks.get(entry.unit)?.files[lockKey(entry)] };
  });
}

function specWrites({ root, project, resources, scope }: Draft): FileWrite[] {
  const own = Object.entries(STATE_GIT_FILES).map(([path, content]) => ({ path, content }));
  const changed = resources.filter((resource) => touches(scope, namesOf(resource).snake));
  return [
    ...own,
    { path: ANSWERS_FILE, content: answersText(root, project) },
    ...changed.map((resource) => ({
      path: resourceFile(namesOf(resource).snake),
      content: resourceText(resource),
    })),
  ];
}

function touches(scope: Scope, snake: string): boolean {
  return scope.what === 'everything' || (scope.what === 'resources' && scope.resources.includes(snake));
}

/** What each unit's files are now in line with; a run over one layer brings no unit in line as a whole. */
function appliedSpecs({ project, resources, scope }: Draft): ReadonlyMap<string, unknown> {
  const applied = new Map<string, unknown>();
  if (scope.what === 'everything') applied.set('project', project);
  for (const resource of resources) {
    const { snake } = namesOf(resource);
    if (touches(scope, snake)) applied.set(snake, resource);
  }
  return applied;
}

function inputOf({ project, resources }: Draft, entry: PlanEntry): unknown {
  if (entry.kind === 'registry') return [project, resources];
  return [project, resources.find((resource) => namesOf(resource).snake === entry.unit)];
}

function fileWrites(changes: readonly Settled[]): FileWrite[] {
  return changes
    .filter(isWritten)
    .map(({ entry, after, before }) => ({ path: entry.output, content: after, expected: before }));
}

async function answer(changes: readonly Change[], context: Context, switches: Switches) {
  const { decide } = context;
  if (switches.force) return settle(changes, async () => 'later');
  if (decide) return settle(changes, decide);
  refuseConflicts(changes.filter(({ verdict }) => verdict === 'conflict'));
  return changes;
}

/**
 * Renders what the draft's scope asks for, compares it with the disk, asks about conflicts, and writes all of it or nothing.
 *
 * @throws UserError (exit 3) for a conflict that nobody can answer; nothing is written then
 */
export async function apply(draft: Draft, context: Context, switches: Switches): Promise<Outcome> {
  const { root, stack } = draft;
  const view = projectView(draft.project, draft.resources, stack.profile);
  const entries = [...plan(stack, view, draft.scope), ...draft.seeds];
  const units = new Set([...entries.map((entry) => entry.unit), ...appliedSpecs(draft).keys()]);
  const locks = new Map([...units].map((unit) => [unit, readLock(root, unit)]));
  const changes = await takeIn(root, compare(root, render(draft, locks, entries)));
  if (switches.dryRun || switches.diff) {
    await (switches.diff ? showDiff(changes, context) : showPlan(changes, context));
    return { root, changes, wrote: false, interrupted: false };
  }
  const settled = await answer(changes, context, switches);
  const memory = lockWrites({
    locks,
    changes: settled,
    specs: appliedSpecs(draft),
    revisions: draft.revisions,
    version: context.version,
    inputOf: (entry) => inputOf(draft, entry),
  });
  const writes = [...fileWrites(settled), ...differing(root, [...memory, ...specWrites(draft)])];
  const interrupted = await uninterrupted(() => commit(root, writes));
  return { root, changes: settled, wrote: writes.length > 0, interrupted };
}
