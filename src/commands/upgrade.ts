import { UserError } from '../errors.ts';
import { namesOf } from '../spec/names.ts';
import { isApplied } from '../state/lock.ts';
import { exportContract } from './after.ts';
import { apply } from './apply.ts';
import type { Context, Outcome, Switches } from './context.ts';
import type { Draft } from './draft.ts';
import { openProject, type Project } from './project.ts';
import { showOutcome } from './show.ts';

/** Resources whose specs say something else than their files do. */
export function unapplied({ root, resources }: Project): readonly string[] {
  const behind = resources.filter((resource) => !isApplied(root, namesOf(resource).snake, resource));
  return behind.map(({ name }) => name);
}

/** The whole project as its specs have it. */
export function wholeDraft(
  { root, stack, spec, resources }: Project,
  restored: readonly string[] = [],
): Draft {
  const scope = { what: 'everything' } as const;
  return { root, stack, project: spec, resources, scope, seeds: [], revisions: new Map(), restored };
}

/** A spec that is ahead of its files needs a migration, which an upgrade has no business to write. */
function refuseUnapplied(project: Project): void {
  const [name] = unapplied(project);
  if (name === undefined) return;
  throw new UserError(
    `${name}: its spec was edited and its files do not say so yet; run "fastapi-architect resource ${name}" first`,
    4,
  );
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
  const isAsking = switches.dryRun || switches.diff;
  const project = openProject(context, isAsking);
  refuseUnapplied(project);
  const outcome = await apply(wholeDraft(project, restored), context, switches);
  showOutcome(outcome, switches, context);
  const isChanged = outcome.wrote && !outcome.interrupted;
  if (isChanged && !switches.skipInstall) await exportContract(project.root, context);
  return outcome;
}
