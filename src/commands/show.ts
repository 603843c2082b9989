import type { Change, Verdict } from '../write/compare.ts';
import type { Settled } from '../write/decide.ts';
import type { Context } from './context.ts';

/** What a reader is told about a file; nothing for those that stay as they are. */
const WORDS: Partial<Readonly<Record<Verdict, string>>> = {
  create: 'create',
  update: 'update',
  merge: 'merge',
  conflict: 'conflict',
  absent: 'deleted by you',
};
const WIDTH = 'deleted by you'.length;

function line(word: string, change: Change): string {
  return `${word.padStart(WIDTH)}  ${change.entry.output}`;
}

/** One line a file that a run would touch or has a question about. */
export function showPlan(changes: readonly Change[], { say }: Context): void {
  const told = changes.filter(({ verdict }) => WORDS[verdict] !== undefined);
  for (const change of told) say(line(WORDS[change.verdict] ?? '', change));
  if (told.length === 0) say('nothing to do');
}

/** The difference between what the disk has and what the generator renders, as `diff -u` has it. */
export async function diffOf({ entry, before, after }: Change): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const from = before === undefined ? '/dev/null' : `a/${entry.output}`;
  const patch = createTwoFilesPatch(from, `b/${entry.output}`, before ?? '', after, '', '');
  return patch.replace(/^=+\n/, '').trimEnd();
}

/** Unified diffs of everything that a run would write or has a question about. */
export async function showDiff(changes: readonly Change[], { say }: Context): Promise<void> {
  const told = changes.filter(({ verdict }) => ['create', 'update', 'merge', 'conflict'].includes(verdict));
  for (const change of told) say(await diffOf(change));
  if (told.length === 0) say('nothing to do');
}

function wordFor({ verdict, decision }: Settled): string | undefined {
  if (decision === 'overwrite') return 'update';
  if (decision !== undefined) return 'yours kept';
  return WORDS[verdict];
}

/** One line a file that a run has touched or left on purpose. */
export function showChanges(changes: readonly Settled[], { say }: Context): void {
  for (const change of changes) {
    const word = wordFor(change);
    if (word !== undefined) say(line(word, change));
  }
}
