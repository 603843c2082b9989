import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { knownFiles, knownWrites, type KnownFile } from '../files/known-files.ts';
import { kindOf, movedTo, type LockedFile } from '../state/lock.ts';
import { readText } from '../write/compare.ts';
import { isThere } from '../write/disk.ts';
import type { FileWrite } from '../write/journal.ts';
import { preflight } from '../write/preflight.ts';
import { unfinishedIn } from '../write/unfinished.ts';
import { commitRun } from '../run/commit.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { mentionsOf } from '../files/mentions.ts';
import { known, projectPath } from '../files/paths.ts';
import { openRoot } from '../run/project.ts';

function refuseUnfinished(root: string, { path, state }: LockedFile): void {
  const open = state === 'conflict' ? unfinishedIn(root, path, readText(root, path) ?? '') : [];
  if (open.length > 0)
    throw new UserError(
      `${open.join(', ')}: resolve this conflict first, then run "fastapi-architect resolve"`,
      4,
    );
}

function refusePair(from: KnownFile, to: string, files: readonly KnownFile[]): void {
  const { path, state } = from.file;
  if (state === 'seed')
    throw new UserError(
      `${path} was generated only once, and the generator does not track it: move it yourself`,
    );
  if (extname(path) !== extname(to))
    throw new UserError(
      `${to}: the file extension differs from ${path}; keep ${extname(path) || 'it without extension'}`,
    );
  if (files.some(({ file }) => file.path === to && file.state !== 'seed'))
    throw new UserError(`${to} is the path of another generated file: choose another path`);
}

/** Returns the writes that move the file; empty if the user has moved it already. */
function writesOnDisk(root: string, from: string, to: string): FileWrite[] {
  preflight(root, [from, to]);
  const [isOld, isNew] = [isThere(join(root, from)), isThere(join(root, to))];
  if (isOld && isNew)
    throw new UserError(`both ${from} and ${to} exist: delete the wrong one, then run move again`);
  if (!isOld && !isNew) throw new UserError(`neither ${from} nor ${to} exists: restore the file first`);
  if (isNew) return [];
  return [
    { path: to, content: readFileSync(join(root, from)), mode: statSync(join(root, from)).mode & 0o7777 },
    { path: from, content: null },
  ];
}

/** Returns the record at the new path. A file that was recorded as deleted is managed again. */
function found({ key, file, ...rest }: KnownFile, to: string): KnownFile {
  const state: LockedFile['state'] = file.state === 'deleted' ? kindOf(key) : file.state;
  return { ...rest, key, file: { ...movedTo(file, to), state } };
}

function showMove(root: string, from: string, to: string, isMoved: boolean, { say }: Context): void {
  say(`${isMoved ? 'moved' : 'recorded'}: ${from} is now ${to}; updates follow it`);
  const places = mentionsOf(root, from);
  for (const place of places) say(`still mentions ${from}: ${place}`);
  if (places.length > 0) say('update these imports and paths yourself; your edits are kept');
}

/**
 * Records a generated file's new path, and moves the file unless the user has done so. Updates are merged into it there.
 *
 * @param typedFrom the old path
 * @param typedTo the new path
 * @throws UserError for a path that is unknown, taken or outside the project; nothing is written then
 */
export async function move(
  typedFrom: string,
  typedTo: string,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const asks = isAsking(switches);
  const root = openRoot(context, asks);
  const [from, to] = [projectPath(root, typedFrom), projectPath(root, typedTo)];
  const files = knownFiles(root);
  const nothing = { root, changes: [], wrote: false, interrupted: false };
  if (files.some(({ file }) => file.path === to && file.home === from)) {
    context.say(`nothing to do: ${to} is already recorded`);
    return nothing;
  }
  const file = known(files, from);
  if (from === to) throw new UserError(`${from}: the old and the new path are equal; type another new path`);
  refusePair(file, to, files);
  refuseUnfinished(root, file.file);
  const onDisk = writesOnDisk(root, from, to);
  showMove(root, from, to, onDisk.length > 0, context);
  if (asks) return nothing;
  const writes = [...onDisk, ...knownWrites(root, [found(file, to)])];
  return { ...nothing, ...(await commitRun(root, writes)) };
}
