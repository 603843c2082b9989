import { exportAfter } from '../followup/contract.ts';
import { apply } from '../run/apply.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { lossesOf, refuseLosses, stopsOf } from '../change/losses.ts';
import type { HealedLocks } from '../state/branch-locks.ts';
import type { Project } from '../run/project.ts';
import { changedProject } from '../run/change-target.ts';
import { planRun } from '../run/compare.ts';
import { showOutcome } from '../run/show.ts';
import type { Known } from '../run/memory.ts';
import type { SpecChange } from '../change/spec-change.ts';
import { showUses } from '../files/uses.ts';

/** The requested changes of a project's resources. */
export interface ResourceChanges {
  readonly project: Project;
  readonly changes: readonly SpecChange[];
  /** Whether migrations may delete data. */
  readonly allowDrop: boolean;
  /** Reads locks completed after a git merge; files with conflict markers are merged. */
  readonly heals?: HealedLocks;
  /** Templates of other files that are to be made whole too, and migrations that are. */
  readonly torn?: Required<Pick<Known, 'completed' | 'onlyTorn'>> & { readonly also: readonly string[] };
}

/**
 * Applies resource changes to layers, registries and migrations, and runs the follow-up programs.
 *
 * @throws UserError if the resources become inconsistent, (exit 3) for a conflict or data loss that is not decided, (exit 4)
 * for a project that cannot be written to; nothing is written then
 */
export async function changeResources(
  { project, changes, allowDrop, heals, torn }: ResourceChanges,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const { target, reach, known } = changedProject(project, changes);
  const asks = isAsking(switches);
  const losses = lossesOf(changes);
  if (asks) for (const loss of losses) context.say(`deletes data: ${loss}`);
  else await refuseLosses(losses, allowDrop, context);
  const { also = [], ...whole } = torn ?? {};
  const scope = reach.scope.what === 'resources' ? { ...reach.scope, also } : reach.scope;
  const run = planRun(target, { ...reach, scope }, context.version, { ...known, ...whole, heals });
  const outcome = await apply(run, context, switches);
  showOutcome(outcome, switches, context);
  if (outcome.wrote || asks) for (const line of stopsOf(changes)) context.say(line);
  if (outcome.wrote) showUses(project.root, changes, context);
  const finished = await exportAfter(outcome, switches, context);
  return losses.length > 0 ? { ...finished, losses } : finished;
}
