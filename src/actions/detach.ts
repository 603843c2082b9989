import { UserError } from '../errors.ts';
import { knownFiles, knownWrites, type KnownFile } from '../files/known-files.ts';
import { kindOf, type LockedFile } from '../state/lock.ts';
import type { Change } from '../write/compare.ts';
import { commitRun } from '../run/commit.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { compareRun, planRun } from '../run/compare.ts';
import { known, projectPath } from '../files/paths.ts';
import { openProject, openRoot } from '../run/project.ts';
import { showPlan } from '../run/show.ts';
import { correctedBy } from '../run/memory.ts';
import { EVERYTHING, wholeTarget } from '../run/target.ts';

/** Returns the records of the given paths, without duplicates. */
function knownAt(root: string, typed: readonly string[]): readonly KnownFile[] {
  const files = knownFiles(root);
  const paths = new Set(typed.map((each) => projectPath(root, each)));
  return [...paths].map((path) => known(files, path));
}

function inState({ unit, key, file }: KnownFile, state: LockedFile['state']): KnownFile {
  return { unit, key, file: { ...file, state } };
}

async function write(
  root: string,
  changed: readonly KnownFile[],
  switches: Switches,
): Promise<Pick<Outcome, 'wrote' | 'interrupted'>> {
  if (changed.length === 0 || isAsking(switches)) return { wrote: false, interrupted: false };
  return commitRun(root, knownWrites(root, changed));
}

/**
 * Excludes files from all verbs: they are not read, changed, deleted or asked about.
 *
 * @param typed paths of the files
 * @throws UserError for a path without a record; nothing is written then
 */
export async function detach(
  typed: readonly string[],
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const root = openRoot(context, isAsking(switches));
  const files = knownAt(root, typed);
  const isYours = ({ file }: KnownFile): boolean => ['detached', 'seed'].includes(file.state);
  for (const { file } of files.filter(isYours))
    context.say(`${file.path} is already detached, or was generated only once`);
  const left = files.filter((each) => !isYours(each));
  for (const { file } of left) context.say(`detached: ${file.path}`);
  const detached = left.map((each) => inState(each, 'detached'));
  return { root, changes: [], ...(await write(root, detached, switches)) };
}

/** Returns the pending changes of files after they are attached. */
async function pendingIn(files: readonly KnownFile[], context: Context): Promise<readonly Change[]> {
  const project = openProject(context, true);
  const paths = new Set(files.map(({ file }) => file.path));
  const run = planRun(wholeTarget(project), EVERYTHING, context.version);
  const attached = (file: LockedFile, key: string): LockedFile =>
    paths.has(file.path) ? { ...file, state: kindOf(key) } : file;
  const changes = await compareRun({ ...run, memory: correctedBy(run.memory, attached) });
  const found = changes.filter(({ locked }) => locked !== undefined && paths.has(locked.path));
  const gone = files.find(({ file }) => {
    const change = found.find(({ locked }) => locked?.path === file.path);
    return change === undefined || change.verdict === 'drop' || change.verdict === 'left';
  });
  if (gone)
    throw new UserError(
      `${gone.file.path}: the generator no longer generates this file, so it stays detached`,
    );
  return found;
}

/**
 * Includes detached files again; the next `upgrade` merges the changes since they were detached.
 *
 * @param typed paths of the files
 * @throws UserError for a path without a record, or that is no longer generated; nothing is written then
 */
export async function attach(
  typed: readonly string[],
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const root = openRoot(context, isAsking(switches));
  const files = knownAt(root, typed);
  const detached = files.filter(({ file }) => file.state === 'detached');
  for (const { file } of files.filter((each) => !detached.includes(each)))
    context.say(
      file.state === 'seed'
        ? `${file.path} was generated only once and cannot be attached`
        : `${file.path} is already attached`,
    );
  if (detached.length === 0) return { root, changes: [], wrote: false, interrupted: false };
  const pending = await pendingIn(detached, context);
  for (const { file } of detached) context.say(`attached: ${file.path}`);
  const attached = detached.map((each) => inState(each, kindOf(each.key)));
  const done = await write(root, attached, switches);
  context.say('pending for the next upgrade:');
  showPlan(pending, context);
  // Pending changes are not a failure of this run.
  return { root, changes: pending, ...done, exitCode: 0 };
}
