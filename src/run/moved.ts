import { knownFiles } from '../files/known-files.ts';
import { movedTo, withFiles, type LockedFile } from '../state/lock.ts';
import { readBase } from '../state/objects.ts';
import { findMoved, type Moved } from '../files/moved-files.ts';
import type { Settled } from '../write/decide.ts';
import type { Context } from './context.ts';
import { compareDraft, type Comparison } from './compare.ts';
import type { Draft } from './draft.ts';
import { shellWord } from './shell-word.ts';

/** Files that the user has not deleted before, and that are not where they were. */
function hasGone({ verdict, entry, locked }: Settled): boolean {
  return verdict === 'absent' && entry.kind !== 'seed' && locked?.state !== 'deleted';
}

/** Where files seem to be that have gone. Looks at nothing where none has. */
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

/** Says of each how to say that it was moved. */
export function showMoves(root: string, changes: readonly Settled[], { say }: Context): void {
  for (const { from, to } of movesIn(root, changes))
    say(`${from} is gone; if it is ${to} now: fastapi-architect move ${shellWord(from)} ${shellWord(to)}`);
}

const ANSWERS = [
  { name: 'yes, and what is new goes there', value: 'yes' },
  { name: 'no, I have deleted it', value: 'no' },
];

/**
 * Compares a draft with the disk, and asks about files that seem to have been moved; where nobody can answer they count as
 * deleted, and it is told how to say otherwise.
 */
export async function compareAsking(draft: Draft, context: Context, mayAsk: boolean): Promise<Comparison> {
  const { root } = draft;
  const compared = await compareDraft(draft, context.version);
  const { choose } = context;
  if (!mayAsk || !choose) {
    showMoves(root, compared.changes, context);
    return compared;
  }
  const moved = new Map<string, string>();
  for (const { from, to } of movesIn(root, compared.changes)) {
    const answer = await choose(`${from} is gone; is it ${to} now?`, ANSWERS);
    if (answer === 'yes') moved.set(from, to);
  }
  if (moved.size === 0) return compared;
  const follow = (file: LockedFile): LockedFile => movedTo(file, moved.get(file.path) ?? file.path);
  return compareDraft({ ...draft, recall: (lock) => withFiles(lock, follow) }, context.version);
}
