import { knownFiles } from '../files/known-files.ts';
import { movedTo, type LockedFile } from '../state/lock.ts';
import { readBase } from '../state/objects.ts';
import { findMoved, type Moved } from '../files/moved-files.ts';
import type { Settled } from '../write/decide.ts';
import type { Context } from './context.ts';
import { compareRun, type Planned } from './compare.ts';
import { correctedBy } from './memory.ts';
import { shellWord } from './shell-word.ts';

/** Whether a file is missing and not recorded as deleted. */
function hasGone({ verdict, entry, locked }: Settled): boolean {
  return verdict === 'absent' && entry.kind !== 'seed' && locked?.state !== 'deleted';
}

/** Finds likely new paths of missing files. Searches only if a file is missing. */
function movesIn(root: string, changes: readonly Settled[]): readonly Moved[] {
  const gone = changes.filter(hasGone).flatMap(({ locked }) => locked ?? []);
  if (gone.length === 0) return [];
  const known = knownFiles(root).map(({ file }) => file.path);
  const claimed = new Set([...known, ...changes.map(({ entry }) => entry.output)]);
  return findMoved(
    root,
    gone.map(({ path, base }) => ({ path, base, text: readBase(root, base) })),
    claimed,
  );
}

/** Prints, for each file that seems to be moved, the command that records the move. */
export function showMoves(root: string, changes: readonly Settled[], { say }: Context): void {
  for (const { from, to } of movesIn(root, changes))
    say(
      `${from} is missing; if you moved it to ${to}, run: fastapi-architect move ${shellWord(from)} ${shellWord(to)}`,
    );
}

const ANSWERS = [
  { name: 'yes, apply updates there', value: 'yes' },
  { name: 'no, I deleted it', value: 'no' },
];

/**
 * Compares a run with the disk, and asks about files that seem to be moved. Without an answer they count as deleted, and
 * the output shows the command that corrects it.
 *
 * @returns the run, with the answers in its memory, and its changes
 */
export async function compareAsking(
  run: Planned,
  context: Context,
  mayAsk: boolean,
): Promise<{ readonly run: Planned; readonly changes: readonly Settled[] }> {
  const { root } = run.target;
  const changes = await compareRun(run);
  const { choose } = context;
  if (!mayAsk || !choose) {
    showMoves(root, changes, context);
    return { run, changes };
  }
  const moved = new Map<string, string>();
  for (const { from, to } of movesIn(root, changes)) {
    const answer = await choose(`${from} is missing. Did you move it to ${to}?`, ANSWERS);
    if (answer === 'yes') moved.set(from, to);
  }
  if (moved.size === 0) return { run, changes };
  const follow = (file: LockedFile): LockedFile => movedTo(file, moved.get(file.path) ?? file.path);
  const corrected = { ...run, memory: correctedBy(run.memory, follow) };
  return { run: corrected, changes: await compareRun(corrected) };
}
