import { checkResources } from '../spec/resource.ts';
import { builtInResources } from '../view/built-in.ts';
import type { Change, Verdict } from '../write/compare.ts';
import { unfinished } from '../write/unfinished.ts';
import { goneResources, unappliedLines } from './applied.ts';
import type { Context, Outcome } from './context.ts';
import { showDetached } from './detached.ts';
import { compareAsking } from './moved.ts';
import { openProject, sorted } from './project.ts';
import { showPlan } from './show.ts';
import { wholeDraft } from './upgrade.ts';

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
 * @throws UserError when its specs do not fit together, or what it keeps is damaged
 */
export async function check(context: Context): Promise<Outcome> {
  const project = openProject(context, true);
  // What is gone is still referred to, and its files are no leftovers before `sync` has asked about its rows.
  const resources = sorted([...project.resources, ...goneResources(project)]);
  checkResources(resources, [], builtInResources(project.stack.profile.rows));
  const { changes } = await compareAsking(wholeDraft({ ...project, resources }), context, false);
  const pending = changes.filter(isPending);
  const open = unfinished(project.root, changes);
  const behind = unappliedLines(project);
  for (const place of open) context.say(`unfinished conflict: ${place}`);
  for (const line of behind) context.say(`${line}: "fastapi-architect sync"`);
  const detached = changes.filter(({ locked }) => locked?.state === 'detached');
  showPlan(pending, context);
  showDetached(
    detached.map(({ entry }) => entry.output),
    context,
  );
  const isClean = pending.length + open.length + behind.length === 0;
  const outcome = { root: project.root, changes, wrote: false, interrupted: false };
  return isClean ? outcome : { ...outcome, exitCode: EXIT_PENDING };
}
