import { isMarked } from '../merge/marks.ts';
import type { Conflict } from '../structure/lines.ts';
import type { PlanEntry } from '../plan.ts';
import type { LockedFile } from '../state/lock.ts';
import { hashOf } from '../state/objects.ts';
import { readProjectFile } from '../state/read.ts';
import { once } from '../lazy.ts';

/** A file that is to be, and what is remembered of it. */
export interface Expected {
  readonly entry: Omit<PlanEntry, 'view'>;
  readonly locked: LockedFile | undefined;
  /** Hash of what decides how it is rendered. */
  readonly input: string;
  /** True: if the user has deleted it, they want it back. */
  readonly isWanted?: boolean;
  /** What it is to hold; made only where somebody has to know it. */
  readonly render: () => string;
}

/**
 * create, update: will be written. same: the disk has it already. edited: the user's, and nothing new to bring in.
 * absent: the user deleted it. kept: a seed that exists, or a file that its user has detached. conflict: both sides changed it, or it is not ours.
 * merge: both sides changed it, in places that have nothing to do with each other. drop: the generator makes it no longer,
 * and it is as it was made. left: the generator makes it no longer, and the user has edited it.
 */
export type Verdict =
  'create' | 'update' | 'same' | 'edited' | 'absent' | 'kept' | 'conflict' | 'merge' | 'drop' | 'left';

export interface Change extends Expected {
  readonly verdict: Verdict;
  /** Hash of what it is to hold. */
  readonly theirs: string;
  /** What the disk has; undefined when there is no such file. */
  readonly before: string | undefined;
  /** Where the disk has it, if the generator makes it elsewhere now. */
  readonly movedFrom?: string;
  /** What the file will hold if the change is made, with the line ends it has now. */
  readonly after: () => string;
  /** Where both sides changed the file, each in its own way: where they are at odds. Absent where it is no text. */
  readonly conflict?: () => Conflict;
}

/**
 * The text of a file; undefined when there is none. A folder in its place is named by the preflight.
 *
 * @throws UserError (exit 4) as `readProjectFile` does
 */
export function readText(root: string, path: string): string | undefined {
  return readProjectFile(root, path)?.toString('utf8');
}

function withLineEndsOf(before: string | undefined, text: string): string {
  return before?.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}

/** Whether git has left markers in a file: those of a run are in its lock, and its user's to finish. */
export function isTornByGit(before: string, locked: LockedFile | undefined): boolean {
  return locked?.state !== 'conflict' && isMarked(before);
}

function judge({ entry, locked, isWanted }: Expected, theirs: string, before: string | undefined): Verdict {
  if (before === undefined) return locked && !isWanted ? 'absent' : 'create';
  if (entry.kind === 'seed') return 'kept';
  const mine = hashOf(before);
  if (mine === theirs) return 'same';
  if (!locked || isTornByGit(before, locked)) return 'conflict';
  if (theirs === locked.base || theirs === locked.kept) return 'edited';
  return mine === locked.base ? 'update' : 'conflict';
}

/** What is remembered of a file is also true of its render, as long as nothing that decides it has changed. */
function hashOfRender({ locked, input, render }: Expected): string {
  return locked !== undefined && locked.input === input ? (locked.kept ?? locked.base) : hashOf(render());
}

/** Where the file is now: where it goes, or, if the generator made it elsewhere until now, there. */
function place(root: string, expected: Expected): Expected & Pick<Change, 'before' | 'movedFrom'> {
  const { entry, locked } = expected;
  const before = readText(root, entry.output);
  if (locked === undefined || locked.path === entry.output) return { ...expected, before };
  const moved = readText(root, locked.path);
  if (moved === undefined) return { ...expected, before };
  // What is in its way there was never ours.
  if (before !== undefined) return { ...expected, before, locked: undefined };
  return { ...expected, before: moved, movedFrom: locked.path };
}

/** A file that goes elsewhere is written there, whether or not there is anything new in it. */
const WHERE_MOVED: Partial<Readonly<Record<Verdict, Verdict>>> = { same: 'update', edited: 'merge' };

/** A detached file is its user's: nobody reads it. */
function untouched(expected: Expected, { base }: LockedFile): Change {
  return { ...expected, verdict: 'kept', theirs: base, before: undefined, after: () => '' };
}

function changeOf(root: string, expected: Expected): Change {
  const { locked } = expected;
  if (locked?.state === 'detached') return untouched(expected, locked);
  const render = once(expected.render);
  const found = place(root, { ...expected, render });
  const { before, movedFrom } = found;
  const theirs = hashOfRender(found);
  const judged = judge(found, theirs, before);
  const verdict = movedFrom === undefined ? judged : (WHERE_MOVED[judged] ?? judged);
  const after = () =>
    judged === 'edited' && before !== undefined ? before : withLineEndsOf(before, render());
  return { ...found, theirs, verdict, after };
}

/**
 * Compares what is to be with the disk and with the last pristine renders. Reads, never writes.
 *
 * @param root the project's folder, which need not exist
 */
export function compare(root: string, expected: readonly Expected[]): readonly Change[] {
  return expected.map((each) => changeOf(root, each));
}
