import { keptLines } from '../absorb/kept.ts';
import { printable } from '../errors.ts';
import { marked } from '../merge/marks.ts';
import type { Change, Verdict } from '../write/compare.ts';
import type { Decision, Settled } from '../write/decide.ts';
import { summaryOf } from './summary.ts';
import { isAsking, type Context, type Outcome, type Switches } from './context.ts';

/** Words for verdicts in the output; verdicts without a word are not printed. */
const WORDS: Partial<Readonly<Record<Verdict, string>>> = {
  create: 'create',
  update: 'update',
  merge: 'merge',
  conflict: 'conflict',
  absent: 'deleted by you',
  drop: 'remove',
  left: 'unmanaged',
};
const WIDTH = 'deleted by you'.length;

/** Formats a file's line in the output of every verb. */
export function fileLine(word: string, path: string): string {
  return `${word.padStart(WIDTH)}  ${printable(path)}`;
}

/** Prints one line per file that a run would change or ask about. */
export function showPlan(changes: readonly Change[], { say }: Context): void {
  const told = changes.filter(({ verdict }) => WORDS[verdict] !== undefined);
  for (const change of told) say(fileLine(WORDS[change.verdict] ?? '', change.entry.output));
  if (told.length === 0) say('nothing to do');
}

const LABELS = { base: 'the last generated text', theirs: 'generated now' };

/** Returns a unified diff between the file on disk and the run's result; a conflict has conflict markers. */
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

/** Prints unified diffs of all files that a run would change or ask about. */
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

/** Prints one line per file that a run changed or kept by decision. */
export function showChanges(changes: readonly Settled[], { say }: Context): void {
  for (const change of changes) {
    const word = wordFor(change);
    if (word !== undefined) say(fileLine(word, change.entry.output));
  }
}

/** Prints the result of a run, unless --dry-run or --diff has printed its files already, and counts the files. */
export function showOutcome(outcome: Outcome, switches: Switches, context: Context): void {
  const words = outcome.changes.flatMap((change) => wordFor(change) ?? []);
  const summary = summaryOf(outcome.changes, words, isAsking(switches));
  if (isAsking(switches)) {
    // A diff stays a diff for the programs that read it.
    if (summary !== undefined && !switches.diff) context.say(summary);
    return;
  }
  for (const line of keptLines(outcome.root, outcome.changes)) context.say(line);
  if (!outcome.wrote) return context.say('nothing to do');
  showChanges(outcome.changes, context);
  if (summary !== undefined) context.say(summary);
}
