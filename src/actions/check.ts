import { keptLines } from '../absorb/kept.ts';
import { namesOf } from '../language/names.ts';
import { healedLocks } from '../state/branch-locks.ts';
import { isPending } from '../run/pending.ts';
import { unfinished } from '../write/unfinished.ts';
import { fittingResources, unappliedLines } from '../run/applied.ts';
import type { Context, Outcome } from '../run/context.ts';
import { showDetached } from '../run/detached.ts';
import { compareAsking } from '../run/moved.ts';
import { openProject } from '../run/project.ts';
import { headFault } from '../migrations/head.ts';
import { collisionLines } from './branches.ts';
import { markedFiles, tornRecords } from './marked-files.ts';
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
  const project = openProject(context, true, true);
  const resources = fittingResources(project);
  const heals = healedLocks(project.root);
  const run = planRun(upgradedTarget({ ...project, resources }), EVERYTHING, context.version, { heals });
  const { changes } = await compareAsking(run, context, false);
  const pending = changes.filter(isPending);
  // What git has left torn, and the next run makes whole, asks nothing of its user.
  const healed = new Set(
    changes.filter(({ verdict }) => verdict === 'merge').map(({ entry }) => entry.output),
  );
  const own = changes.filter(({ entry }) => !healed.has(entry.output));
  const compared = new Set(changes.flatMap(({ entry }) => (entry.kind === 'seed' ? [] : [entry.output])));
  const open = new Set([...unfinished(project.root, own), ...markedFiles(project.root, compared)]);
  const collided = collisionLines(project.root);
  const lines = [
    ...[...open].map((place) => `unfinished conflict: ${place}`),
    ...unappliedLines(project).map((line) => `${line}: "fastapi-architect sync"`),
    ...project.resources
      .flatMap((resource) => heals(namesOf(resource).snake).strays)
      .map(
        (path) =>
          `${path} is in no lock: a conflict was resolved for the other branch: "fastapi-architect sync"`,
      ),
    ...tornRecords(project.root).map(
      (path) => `${path} has git conflict markers: run "fastapi-architect sync"`,
    ),
    ...keptLines(project.root, changes).map(
      (line) => `${line}; add it by hand, or run "fastapi-architect detach" on the file`,
    ),
    ...(collided.length > 0 ? collided : [headFault(project.root) ?? []].flat()),
  ];
  for (const line of lines) context.say(line);
  const detached = changes.filter(({ locked }) => locked?.state === 'detached');
  // Nothing to do is what it says only where that is so.
  if (pending.length > 0 || lines.length === 0) showPlan(pending, context);
  showDetached(
    detached.map(({ entry }) => entry.output),
    context,
  );
  const isClean = pending.length + lines.length === 0;
  const outcome = { root: project.root, changes, wrote: false, interrupted: false };
  return isClean ? outcome : { ...outcome, exitCode: EXIT_PENDING };
}
