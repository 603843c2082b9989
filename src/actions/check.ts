import { keptLines } from '../absorb/kept.ts';
import { namesOf } from '../language/names.ts';
import { healedLocks } from '../state/branch-locks.ts';
import { isPending } from '../run/pending.ts';
import { guardLines } from '../guard/vendored.ts';
import { unfinished } from '../write/unfinished.ts';
import { fittingResources, unappliedLines } from '../run/applied.ts';
import type { Context, Outcome } from '../run/context.ts';
import { showDetached } from '../run/detached.ts';
import { compareAsking } from '../run/moved.ts';
import { openProject } from '../run/project.ts';
import { findProjectRoot } from '../state/answers.ts';
import { headFault } from '../migrations/head.ts';
import { collisionLines } from '../branches/collisions.ts';
import { markedFiles, tornRecords, tornTemplates } from '../files/marked-files.ts';
import { tornRevisions } from '../branches/torn-revisions.ts';
import { explainingRenames } from '../branches/renames.ts';
import { PROJECT_UNIT } from '../plan.ts';
import type { Settled } from '../write/decide.ts';
import { showPlan } from '../run/show.ts';
import { planRun } from '../run/compare.ts';
import { upgradedTarget } from '../run/tables.ts';
import { EVERYTHING } from '../run/target.ts';

const EXIT_PENDING = 2;
const WRITE_PENDING = { command: 'fastapi-architect upgrade', note: 'write these changes' };

/**
 * Compares the project with its specs and this version of the generator. Writes nothing.
 *
 * @returns exit code 2 if something is pending
 * @throws UserError if its specs are inconsistent, or its records are damaged
 */
export async function check(context: Context): Promise<Outcome> {
  return explainingRenames(findProjectRoot(context.cwd), () => checked(context));
}

async function checked(context: Context): Promise<Outcome> {
  const project = openProject(context, true, true);
  const resources = fittingResources(project);
  const heals = healedLocks(project.root);
  const run = planRun(upgradedTarget({ ...project, resources }), EVERYTHING, context.version, { heals });
  const { changes } = await compareAsking(run, context, false);
  const revisions = tornRevisions(project.root);
  // Conflict markers from git that the next "sync" can merge need no work from the user.
  const templates = new Set(tornTemplates(project.root, context.version));
  const isHealed = ({ verdict, entry }: Settled) =>
    verdict === 'merge' &&
    (entry.unit !== PROJECT_UNIT || entry.kind === 'registry' || templates.has(entry.template));
  const healed = new Set([
    ...changes.filter(isHealed).map(({ entry }) => entry.output),
    ...revisions.map(({ write }) => write.path),
  ]);
  const own = changes.filter(({ entry }) => !healed.has(entry.output));
  const places = unfinished(project.root, own);
  const isOpen = ({ entry }: Settled) => places.some((place) => place.startsWith(`${entry.output}:`));
  const pending = changes.filter((change) => isPending(change) && !isOpen(change));
  const compared = new Set([
    ...healed,
    ...changes.flatMap(({ entry }) => (entry.kind === 'seed' ? [] : [entry.output])),
  ]);
  const open = new Set([...places, ...markedFiles(project.root, compared)]);
  const collided = collisionLines(project.root);
  const lines = [
    ...[...open].map((place) => `unresolved conflict: ${place}`),
    ...unappliedLines(project).map((line) => `${line}: run "fastapi-architect sync"`),
    ...project.resources
      .flatMap((resource) => heals(namesOf(resource).snake).strays)
      .map(
        (path) =>
          `${path} is missing in the lock, because a git conflict was resolved for the other branch: run "fastapi-architect sync"`,
      ),
    ...guardLines(project.root),
    ...project.resources.flatMap((resource) => heals(namesOf(resource).snake).left ?? []),
    ...[...revisions.map(({ write }) => write.path), ...tornRecords(project.root)].map(
      (path) => `${path} has git conflict markers: run "fastapi-architect sync"`,
    ),
    ...keptLines(project.root, changes).map(
      (line) => `${line}; add it by hand, or run "fastapi-architect detach" on the file`,
    ),
    ...(collided.length > 0 ? collided : [headFault(project.root) ?? []].flat()),
  ];
  for (const line of lines) context.say(line);
  const detached = changes.filter(({ locked }) => locked?.state === 'detached');
  // Print "nothing to do" only if there are no other lines.
  if (pending.length > 0 || lines.length === 0) showPlan(pending, context);
  showDetached(
    detached.map(({ entry }) => entry.output),
    context,
  );
  const isClean = pending.length + lines.length === 0;
  const outcome = { root: project.root, changes, wrote: false, interrupted: false };
  if (isClean) return outcome;
  // Each other line says what to do first.
  const steps = lines.length === 0 ? [WRITE_PENDING] : [];
  return { ...outcome, exitCode: EXIT_PENDING, steps };
}
