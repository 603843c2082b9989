import { PROJECT_UNIT } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import { readResources } from '../state/resources.ts';
import { showUses } from '../files/uses.ts';
import { healedLocks, specsBeforeBranches, type HealedLocks } from '../state/branch-locks.ts';
import { isTorn } from '../state/lock-healing.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { editedResources, goneResources } from '../run/applied.ts';
import { changeResources } from './change-resources.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { paired } from '../change/hand-edits.ts';
import { headFault } from '../migrations/head.ts';
import { openProject, openRoot, type Project } from '../run/project.ts';
import { isMarkedIn, markedFiles, tornTemplates } from '../files/marked-files.ts';
import { tornRevisions } from '../branches/torn-revisions.ts';
import { refuseCollisions, refuseHalfDeleted } from '../branches/collisions.ts';
import { explainingRenames } from '../branches/renames.ts';
import type { SpecChange } from '../change/spec-change.ts';

const EXIT_CONFLICTS = 3;

/** Returns specs that were edited, added or deleted by hand or by a git merge, with their applied versions. */
async function editedSpecs(
  project: Project,
  locks: HealedLocks,
  { choose, say }: Context,
): Promise<{ readonly changes: readonly SpecChange[]; readonly onlyTorn: ReadonlySet<string> }> {
  const changes: SpecChange[] = [];
  const onlyTorn = new Set([PROJECT_UNIT]);
  const edited = new Set(editedResources(project));
  for (const resource of project.resources) {
    const unit = namesOf(resource).snake;
    // Read the lock even if the spec is unchanged, so that a damaged lock is always reported.
    const { lock, strays } = locks(unit);
    for (const path of strays)
      say(
        `${path} was missing in the lock, because a git conflict was resolved for the other branch; it is recorded again`,
      );
    const isWhole = !edited.has(resource) && !isTorn(project.root, unit) && strays.length === 0;
    if (isWhole && !isMarkedIn(project.root, lock)) continue;
    if (isWhole) onlyTorn.add(unit);
    const before = appliedSpec(lock);
    const after = before ? (await paired(before, resource, {}, choose)).edited : resource;
    changes.push({ before, after });
  }
  return { changes: [...changes, ...goneResources(project).map((before) => ({ before }))], onlyTorn };
}

/** Lists code that uses a field which one branch has dropped or renamed; no run of either branch could report it. */
function showBranchUses(root: string, context: Context): void {
  const after = new Map(readResources(root).map((resource) => [namesOf(resource).snake, resource]));
  const changes = [...specsBeforeBranches(root)].map(([unit, before]) => ({
    before,
    after: after.get(unit),
  }));
  showUses(root, changes, context);
}

/** Lists git conflict markers in files that do not depend on specs, and files under an old name; the user must resolve them. */
function withLeftMarkers(
  outcome: Outcome,
  behind: readonly string[],
  asks: boolean,
  { say }: Context,
): Outcome {
  const marked = asks ? [] : markedFiles(outcome.root).map((place) => `unresolved conflict: ${place}`);
  const left = [...marked, ...behind];
  for (const line of left) say(line);
  return left.length > 0 ? { ...outcome, exitCode: EXIT_CONFLICTS } : outcome;
}

/**
 * Updates files, registries and locks to the specs, after manual edits or a git merge.
 *
 * @returns exit code 3 if files that do not depend on specs still have git conflict markers
 * @throws UserError (exit 3) for a conflict or data loss that is not decided, (exit 4) for conflict markers that the user must
 * resolve; nothing is written then
 */
export async function sync(allowDrop: boolean, switches: Switches, context: Context): Promise<Outcome> {
  const root = openRoot(context, isAsking(switches));
  refuseHalfDeleted(root);
  return explainingRenames(root, () => syncIn(root, allowDrop, switches, context));
}

async function syncIn(
  root: string,
  allowDrop: boolean,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const project = openProject(context, true, true);
  refuseCollisions(root);
  const heals = healedLocks(root);
  const { changes, onlyTorn } = await editedSpecs(project, heals, context);
  const revisions = tornRevisions(root);
  const torn = {
    also: tornTemplates(root, context.version),
    onlyTorn,
    completed: revisions.map(({ write }) => write),
  };
  const outcome = await changeResources({ project, changes, allowDrop, heals, torn }, switches, context);
  for (const { line } of revisions) context.say(line);
  if (!isAsking(switches)) showBranchUses(root, context);
  const heads = headFault(root);
  if (heads !== undefined) context.say(heads);
  const behind = project.resources.flatMap((resource) => heals(namesOf(resource).snake).left ?? []);
  return withLeftMarkers(outcome, behind, isAsking(switches), context);
}
