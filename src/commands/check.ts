import type { Change, Verdict } from '../write/compare.ts';
import { unfinished } from '../write/unfinished.ts';
import type { Context, Outcome } from './context.ts';
import { compareDraft } from './draft.ts';
import { openProject } from './project.ts';
import { showPlan } from './show.ts';
import { unapplied, wholeDraft } from './upgrade.ts';

const PENDING: ReadonlySet<Verdict> = new Set(['create', 'update', 'merge', 'conflict', 'drop', 'left']);
const EXIT_PENDING = 2;

/** What the next `upgrade` would do, or ask. */
export function isPending({ verdict }: Change): boolean {
  return PENDING.has(verdict);
}

/**
 * Says whether the project is what its specs and this version of the generator make of it, and writes nothing.
 *
 * @returns with exit code 2 where it is not
 */
export async function check(context: Context): Promise<Outcome> {
  const project = openProject(context, true);
  const { changes } = await compareDraft(wholeDraft(project), context.version);
  const pending = changes.filter(isPending);
  const open = unfinished(project.root, changes);
  const behind = unapplied(project);
  for (const place of open) context.say(`unfinished conflict: ${place}`);
  for (const name of behind) context.say(`${name}: its spec was edited and its files do not say so yet`);
  showPlan(pending, context);
  const isClean = pending.length + open.length + behind.length === 0;
  const outcome = { root: project.root, changes, wrote: false, interrupted: false };
  return isClean ? outcome : { ...outcome, exitCode: EXIT_PENDING };
}
