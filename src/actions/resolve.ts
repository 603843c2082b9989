import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../state/answers.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { lockFile } from '../state/layout.ts';
import { formatLock, kindOf, lockedUnits, readLock, type Lock, type LockedFile } from '../state/lock.ts';
import { readText } from '../write/compare.ts';
import { exportAfter } from '../followup/contract.ts';
import { commitRun } from '../run/commit.ts';
import { unfinishedIn } from '../write/unfinished.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';

const EXIT_CONFLICTS = 3;

/** Lists the unresolved places of a file in conflict. */
function openPlaces(root: string, { path, state }: LockedFile): readonly string[] {
  return state === 'conflict' ? unfinishedIn(root, path, readText(root, path) ?? '') : [];
}

function isFinished(root: string, file: LockedFile): boolean {
  return file.state === 'conflict' && openPlaces(root, file).length === 0;
}

function settled(root: string, lock: Lock): Lock {
  const files = Object.entries(lock.files).map(([key, file]) => [
    key,
    isFinished(root, file) ? { ...file, state: kindOf(key) } : file,
  ]);
  return { ...lock, files: Object.fromEntries(files) };
}

/**
 * Records manually resolved conflicts, and lists the unresolved ones.
 *
 * @returns exit code 3 if some are left
 */
export async function resolve(switches: Switches, context: Context): Promise<Outcome> {
  const root = findProjectRoot(context.cwd);
  refuseForeignRecords(root);
  const locks = lockedUnits(root).map((unit) => readLock(root, unit));
  const files = locks.flatMap((lock) => Object.values(lock.files));
  const finished = files.filter((file) => isFinished(root, file));
  const open = files.flatMap((file) => openPlaces(root, file));
  for (const { path } of finished) context.say(`resolved: ${path}`);
  for (const place of open) context.say(`unresolved: ${place}`);
  if (finished.length + open.length === 0) context.say('nothing to do');
  const asks = isAsking(switches);
  const writes = locks.map((lock) => ({
    path: lockFile(lock.unit),
    content: formatLock(settled(root, lock)),
  }));
  // A git merge may be in progress: `resolve` is part of finishing it.
  const done =
    finished.length > 0 && !asks ? await commitRun(root, writes, true) : { wrote: false, interrupted: false };
  const outcome = { root, changes: [], ...done };
  // A resolved file may be a route or a schema. While files have markers, the application cannot be imported.
  if (open.length > 0) {
    const step = { command: 'fastapi-architect resolve', note: 'after you have edited these places' };
    return { ...outcome, exitCode: EXIT_CONFLICTS, steps: [step] };
  }
  return existsSync(join(root, 'openapi.json')) ? exportAfter(outcome, switches, context) : outcome;
}
