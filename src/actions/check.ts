import { keptLines } from '../absorb/kept.ts';
import { checkResources } from '../language/resource-set.ts';
import { builtInResources } from '../view/built-in.ts';
import { isPending } from '../run/pending.ts';
import { unfinished } from '../write/unfinished.ts';
import { goneResources, unappliedLines } from '../run/applied.ts';
import type { Context, Outcome } from '../run/context.ts';
import { showDetached } from '../run/detached.ts';
import { compareAsking } from '../run/moved.ts';
import { openProject, sorted } from '../run/project.ts';
import { showPlan } from '../run/show.ts';
import { planRun } from '../run/compare.ts';
import { upgradedTarget } from '../run/tables.ts';
import { EVERYTHING } from '../run/target.ts';

const EXIT_PENDING = 2;

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
  const run = planRun(upgradedTarget({ ...project, resources }), EVERYTHING, context.version);
  const { changes } = await compareAsking(run, context, false);
  const pending = changes.filter(isPending);
  const open = unfinished(project.root, changes);
  const behind = unappliedLines(project);
  for (const place of open) context.say(`unfinished conflict: ${place}`);
  for (const line of behind) context.say(`${line}: "fastapi-architect sync"`);
  const kept = keptLines(project.root, changes);
  for (const line of kept)
    context.say(`${line}; add it by hand, or run "fastapi-architect detach" on the file`);
  const detached = changes.filter(({ locked }) => locked?.state === 'detached');
  showPlan(pending, context);
  showDetached(
    detached.map(({ entry }) => entry.output),
    context,
  );
  const isClean = pending.length + open.length + behind.length + kept.length === 0;
  const outcome = { root: project.root, changes, wrote: false, interrupted: false };
  return isClean ? outcome : { ...outcome, exitCode: EXIT_PENDING };
}
