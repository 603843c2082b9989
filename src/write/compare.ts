import { isMarked } from '../merge/marks.ts';
import type { Conflict } from '../structure/lines.ts';
import type { PlanEntry } from '../plan.ts';
import type { LockedFile } from '../state/lock.ts';
import { hashOf } from '../state/objects.ts';
import { readProjectFile } from '../state/read.ts';
import { once } from '../lazy.ts';

/** A planned file and its record in the lock. */
export interface Expected {
  readonly entry: Omit<PlanEntry, 'view'>;
  readonly locked: LockedFile | undefined;
  /** Hash of everything that decides its render. */
  readonly input: string;
  /** True: restore the file if the user deleted it. */
  readonly isWanted?: boolean;
  /** Renders the file, on demand. */
  readonly render: () => string;
}

/**
 * create, update: write the file. same: the file is up to date. edited: edited by the user, and the render is unchanged.
 * absent: deleted by the user. kept: an existing seed, or a detached file. conflict: both sides changed it, or it is a foreign file.
 * merge: both sides changed it, without a conflict. drop: no longer generated and unedited, so it is deleted.
 * left: no longer generated, but edited, so it stays.
 */
export type Verdict =
  'create' | 'update' | 'same' | 'edited' | 'absent' | 'kept' | 'conflict' | 'merge' | 'drop' | 'left';

export interface Change extends Expected {
  readonly verdict: Verdict;
  /** Hash of the new render. */
  readonly theirs: string;
  /** The text on disk; undefined if the file does not exist. */
  readonly before: string | undefined;
  /** The path on disk, if the generator's path has changed. */
  readonly movedFrom?: string;
  /** Returns the text after the change, with the file's current line ends. */
  readonly after: () => string;
  /** Returns the hunks in conflict; absent for a binary file. */
  readonly conflict?: () => Conflict;
}

/**
 * Reads a text file; undefined if it does not exist. The preflight refuses a folder at its path.
 *
 * @throws UserError (exit 4) as `readProjectFile` does
 */
export function readText(root: string, path: string): string | undefined {
  return readProjectFile(root, path)?.toString('utf8');
}

function withLineEndsOf(before: string | undefined, text: string): string {
  return before?.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}

/** Whether a file has git's conflict markers. Markers from a run are recorded in the lock and left to the user. */
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

/** Returns the hash of a file's render: from the lock if the input is unchanged, else by rendering it. */
function hashOfRender({ locked, input, render }: Expected): string {
  return locked !== undefined && locked.input === input ? (locked.kept ?? locked.base) : hashOf(render());
}

/** Reads the file at its path, or at its former path if the generator's path has changed. */
function place(root: string, expected: Expected): Expected & Pick<Change, 'before' | 'movedFrom'> {
  const { entry, locked } = expected;
  const before = readText(root, entry.output);
  if (locked === undefined || locked.path === entry.output) return { ...expected, before };
  const moved = readText(root, locked.path);
  if (moved === undefined) return { ...expected, before };
  // Another file occupies the new path: it has no record.
  if (before !== undefined) return { ...expected, before, locked: undefined };
  return { ...expected, before: moved, movedFrom: locked.path };
}

/** Verdicts of a file whose path changes: it is written at the new path even if its content is unchanged. */
const WHERE_MOVED: Partial<Readonly<Record<Verdict, Verdict>>> = { same: 'update', edited: 'merge' };

/** The change of a detached file: it is neither read nor written. */
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
 * Compares planned files with the disk and with their bases. Writes nothing.
 *
 * @param root the project's folder, which need not exist
 */
export function compare(root: string, expected: readonly Expected[]): readonly Change[] {
  return expected.map((each) => changeOf(root, each));
}
