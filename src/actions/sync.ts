import { namesOf } from '../language/names.ts';
import { isTorn, readHealedLock } from '../state/lock-healing.ts';
import { appliedSpec, editedResources, goneResources } from '../run/applied.ts';
import { changeResources } from '../run/change-resources.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { paired } from '../change/hand-edits.ts';
import { openProject, type Project } from '../run/project.ts';
import type { SpecChange } from '../change/spec-change.ts';

/** Specs that were edited, added or deleted by hand or by a merge, beside what their files are in line with. */
async function editedSpecs(project: Project, { choose }: Context): Promise<readonly SpecChange[]> {
  const changes: SpecChange[] = [];
  const edited = new Set(editedResources(project));
  for (const resource of project.resources) {
    const unit = namesOf(resource).snake;
    // Read the lock even if the spec is unchanged, so that a damaged lock is always reported.
    const lock = readHealedLock(project.root, unit);
    if (!edited.has(resource) && !isTorn(project.root, unit)) continue;
    const before = appliedSpec(lock);
    const after = before ? (await paired(before, resource, {}, choose)).edited : resource;
    changes.push({ before, after });
  }
  return [...changes, ...goneResources(project).map((before) => ({ before }))];
}

/**
 * Brings files, registries and locks in line with the specs, whatever an editor or a merge of two branches made of them.
 *
 * @throws UserError (exit 3) for a conflict or a loss that nobody can answer for, (exit 4) for markers in a file that only its user
 * can mend; nothing is written then
 */
export async function sync(allowDrop: boolean, switches: Switches, context: Context): Promise<Outcome> {
  const project = openProject(context, isAsking(switches));
  const changes = await editedSpecs(project, context);
  return changeResources({ project, changes, allowDrop, heals: true }, switches, context);
}
