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
      `${open.join(', ')}: finish this conflict first, then run "fastapi-architect resolve"`,
      4,
    );
}

function refusePair(from: KnownFile, to: string, files: readonly KnownFile[]): void {
  const { path, state } = from.file;
  if (state === 'seed')
    throw new UserError(
      `${path} was written once and is yours: move it yourself; the generator does not track it`,
    );
  if (extname(path) !== extname(to))
    throw new UserError(`${to}: ${path} is a ${extname(path) || 'file without ending'}; keep its ending`);
  if (files.some(({ file }) => file.path === to && file.state !== 'seed'))
    throw new UserError(`${to} is another file that the generator has made: choose another path`);
}

/** What has to be done on the disk: nothing where the user has done it. */
function writesOnDisk(root: string, from: string, to: string): FileWrite[] {
  preflight(root, [from, to]);
  const [isOld, isNew] = [isThere(join(root, from)), isThere(join(root, to))];
  if (isOld && isNew)
    throw new UserError(
      `${from} and ${to} are both there: remove the one that is not meant, then move again`,
    );
  if (!isOld && !isNew) throw new UserError(`neither ${from} nor ${to} is there: put the file back first`);
  if (isNew) return [];
  return [
    { path: to, content: readFileSync(join(root, from)), mode: statSync(join(root, from)).mode & 0o7777 },
    { path: from, content: null },
  ];
}

/** Once it is found again, a file that counted as deleted is managed as before. */
function found({ key, file, ...rest }: KnownFile, to: string): KnownFile {
  const state: LockedFile['state'] = file.state === 'deleted' ? kindOf(key) : file.state;
  return { ...rest, key, file: { ...movedTo(file, to), state } };
}

function showMove(root: string, from: string, to: string, isMoved: boolean, { say }: Context): void {
  say(`${isMoved ? 'moved' : 'noted'}: ${from} is ${to} from now on, and what is new goes there`);
  const places = mentionsOf(root, from);
  for (const place of places) say(`still names ${from}: ${place}`);
  if (places.length > 0) say('imports and paths are yours to change; what you change there stays');
}

/**
 * Takes note that a file which the generator has made is elsewhere now, and puts it there where its user has not done so.
 * From then on what is new is merged into it there, and nothing is made where it was.
 *
 * @param typedFrom where it was
 * @param typedTo where it is, or is to be
 * @throws UserError for a path that is not known, taken or outside the project; nothing is written then
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
    context.say(`nothing to do: ${to} is known`);
    return nothing;
  }
  const file = known(files, from);
  if (from === to) throw new UserError(`${from}: it is there already; type where it is to be`);
  refusePair(file, to, files);
  refuseUnfinished(root, file.file);
  const onDisk = writesOnDisk(root, from, to);
  showMove(root, from, to, onDisk.length > 0, context);
  if (asks) return nothing;
  const writes = [...onDisk, ...knownWrites(root, [found(file, to)])];
  return { ...nothing, ...(await commitRun(root, writes)) };
}
