import { keptLines } from '../absorb/kept.ts';
import { printable } from '../errors.ts';
import { marked } from '../merge/marks.ts';
import type { Change, Verdict } from '../write/compare.ts';
import type { Decision, Settled } from '../write/decide.ts';
import { isAsking, type Context, type Outcome, type Switches } from './context.ts';

/** What a reader is told about a file; nothing for those that stay as they are. */
const WORDS: Partial<Readonly<Record<Verdict, string>>> = {
  create: 'create',
  update: 'update',
  merge: 'merge',
  conflict: 'conflict',
  absent: 'deleted by you',
  drop: 'remove',
  left: 'yours now',
};
const WIDTH = 'deleted by you'.length;

/** How every verb tells what becomes of a file. */
export function fileLine(word: string, path: string): string {
  return `${word.padStart(WIDTH)}  ${printable(path)}`;
}

/** One line a file that a run would touch or has a question about. */
export function showPlan(changes: readonly Change[], { say }: Context): void {
  const told = changes.filter(({ verdict }) => WORDS[verdict] !== undefined);
  for (const change of told) say(fileLine(WORDS[change.verdict] ?? '', change.entry.output));
  if (told.length === 0) say('nothing to do');
}

const LABELS = { base: 'the last generated text', theirs: 'generated now' };

/** The difference between what the disk has and what a run makes of it, as `diff -u` has it; a conflict has its markers. */
export async function diffOf(change: Change): Promise<string> {
  const { entry, verdict, movedFrom, before, conflict } = change;
  const after = conflict ? () => conflict().print((hunk) => marked(hunk, LABELS)) : change.after;
  const { createTwoFilesPatch } = await import('diff');
  const from = before === undefined ? '/dev/null' : `a/${movedFrom ?? entry.output}`;
  const to = verdict === 'drop' ? '/dev/null' : `b/${entry.output}`;
  const patch = createTwoFilesPatch(from, to, before ?? '', after(), '', '');
  return patch.replace(/^=+\n/, '').trimEnd();
}

const DIFFERENT: ReadonlySet<Verdict> = new Set(['create', 'update', 'merge', 'conflict', 'drop']);

/** Unified diffs of everything that a run would write or has a question about. */
export async function showDiff(changes: readonly Change[], { say }: Context): Promise<void> {
  const told = changes.filter(({ verdict }) => DIFFERENT.has(verdict));
  for (const change of told) say(await diffOf(change));
  if (told.length === 0) say('nothing to do');
}

const DECIDED: Readonly<Record<Extract<Decision, string>, string>> = {
  mine: 'merge',
  whole: 'yours kept',
  later: 'yours kept',
  theirs: 'update',
  markers: 'conflict',
  sidecar: 'conflict',
};

function wordFor({ verdict, decision }: Settled): string | undefined {
  if (typeof decision === 'object') return 'merge';
  return decision === undefined ? WORDS[verdict] : DECIDED[decision];
}

/** One line a file that a run has touched or left on purpose. */
export function showChanges(changes: readonly Settled[], { say }: Context): void {
  for (const change of changes) {
    const word = wordFor(change);
    if (word !== undefined) say(fileLine(word, change.entry.output));
  }
}

/** What a run has done; one that only asked has shown it already. */
export function showOutcome(outcome: Outcome, switches: Switches, context: Context): void {
  if (isAsking(switches)) return;
  for (const line of keptLines(outcome.root, outcome.changes)) context.say(line);
  if (outcome.wrote) showChanges(outcome.changes, context);
  else context.say('nothing to do');
}
