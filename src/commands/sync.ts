import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '../spec/names.ts';
import type { ResourceSpec } from '../spec/resource.ts';
import { resourceFile } from '../state/layout.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { isApplied, lockedUnits } from '../state/lock.ts';
import { exportContract } from './after.ts';
import { apply } from './apply.ts';
import type { Context, Outcome, Switches } from './context.ts';
import { paired } from './hand-edits.ts';
import { lossesOf, refuseLosses } from './losses.ts';
import { openProject, type Project } from './project.ts';
import { draftOf } from './resource-draft.ts';
import { showOutcome } from './show.ts';
import type { SpecChange } from './spec-change.ts';
import { showUses } from './uses.ts';

const PROJECT = 'project';

function appliedSpec(root: string, unit: string): ResourceSpec | undefined {
  return readHealedLock(root, unit).appliedSpec as ResourceSpec | undefined;
}

/** Specs that were edited, added or deleted by hand or by a merge, beside what their files are in line with. */
async function editedSpecs(
  { root, resources }: Project,
  { choose }: Context,
): Promise<readonly SpecChange[]> {
  const changes: SpecChange[] = [];
  for (const resource of resources) {
    const unit = namesOf(resource).snake;
    if (isApplied(root, unit, resource)) continue;
    const before = appliedSpec(root, unit);
    const after = before ? (await paired(before, resource, {}, choose)).edited : resource;
    changes.push({ before, after });
  }
  const gone = lockedUnits(root).filter(
    (unit) => unit !== PROJECT && !existsSync(join(root, resourceFile(unit))),
  );
  return [...changes, ...gone.flatMap((unit) => ({ before: appliedSpec(root, unit) }))];
}

/**
 * Brings files, registries and locks in line with the specs, whatever an editor or a merge of two branches made of them.
 *
 * @throws UserError (exit 3) for a conflict or a loss that nobody can answer for, (exit 4) for markers in a file that only its user
 * can mend; nothing is written then
 */
export async function sync(allowDrop: boolean, switches: Switches, context: Context): Promise<Outcome> {
  const isAsking = switches.dryRun || switches.diff;
  const project = openProject(context, isAsking);
  const changes = await editedSpecs(project, context);
  const draft = { ...draftOf(project, changes), heals: true };
  if (!isAsking) await refuseLosses(lossesOf(changes), allowDrop, context);
  const outcome = await apply(draft, context, switches);
  showOutcome(outcome, switches, context);
  if (outcome.wrote) showUses(project.root, changes, context);
  const isChanged = outcome.wrote && !outcome.interrupted;
  if (isChanged && !switches.skipInstall) await exportContract(project.root, context);
  return outcome;
}
