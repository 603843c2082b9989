import { UserError } from '../errors.ts';
import { exportAfter } from './after.ts';
import { fittingResources, forgottenResources, unappliedLines } from '../run/applied.ts';
import { apply } from '../run/apply.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { planRun } from '../run/compare.ts';
import { upgradedTarget } from '../run/tables.ts';
import { EVERYTHING } from '../run/target.ts';
import { openProject, type Project } from '../run/project.ts';
import { showOutcome } from '../run/show.ts';

/** A spec that was edited or deleted needs a migration, which an upgrade has no business to write. */
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
 * Brings every file to what this version of the generator makes, and merges that into what the user has edited.
 *
 * @param restored paths of files that the user deleted and wants back
 * @throws UserError (exit 3) for a conflict that nobody can answer, (exit 4) for a project in no state to be written to;
 * nothing is written then
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
  await exportAfter(outcome, switches, context);
  return outcome;
}
