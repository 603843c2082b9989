import { UserError } from '../errors.ts';
import { exportAfter } from '../followup/contract.ts';
import { fittingResources, forgottenResources, unappliedLines } from '../run/applied.ts';
import { apply } from '../run/apply.ts';
import { FORMER_LAYOUT, leavesFormerLayout } from '../guard/former-layout.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { planRun } from '../run/compare.ts';
import { upgradedTarget } from '../run/tables.ts';
import { EVERYTHING } from '../run/target.ts';
import { openProject, type Project } from '../run/project.ts';
import { showOutcome } from '../run/show.ts';

/** Refuses edited or deleted specs: they may need a migration, which only `sync` writes. */
function refuseUnapplied(project: Project): void {
  const lines = unappliedLines(project);
  if (lines.length === 0) return;
  for (const { name } of forgottenResources(project))
    throw new UserError(
      `${name}: the record of its files is lost; rebuild it with "fastapi-architect adopt"`,
      4,
    );
  throw new UserError(`${lines.join('; ')}; run "fastapi-architect sync" first`, 4);
}

/**
 * Updates every file to this version of the generator, and merges the updates into edited files.
 *
 * @param restored paths of deleted files to create again
 * @throws UserError (exit 3) for a conflict that is not decided, (exit 4) for a project that cannot be written to; nothing is
 * written then
 */
export async function upgrade(
  restored: readonly string[],
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const project = openProject(context, isAsking(switches));
  refuseUnapplied(project);
  fittingResources(project);
  const run = planRun(upgradedTarget(project), { ...EVERYTHING, restored }, context.version);
  const outcome = await apply(run, context, switches);
  showOutcome(outcome, switches, context);
  if (outcome.changes.some(leavesFormerLayout))
    context.say(`${FORMER_LAYOUT} is no longer read: its values are in pyproject.toml now; delete it`);
  return exportAfter(outcome, switches, context);
}
