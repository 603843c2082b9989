import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { UNDO_FOLDER } from '../state/layout.ts';
import { digestOf } from './disk.ts';
import { finishLeft } from './journal.ts';
import { FORWARD, readPlan } from './plan.ts';
import { preflight } from './preflight.ts';
import type { FileWrite } from './stage.ts';
import type { JournalStep, Plan } from './steps.ts';
import { commitInPlace, told } from './transaction.ts';
import { readEntry, undoIds, type UndoEntry } from './undo-store.ts';

export interface UndoneFile {
  readonly path: string;
  /** restore: it has its old content. remove: the run had made it. merge: its old content, with what was edited since. */
  readonly what: 'restore' | 'remove' | 'merge';
}

/**
 * What becomes of files that were edited since the run, by their paths: a text that has both, or undefined where the file stays as it is
 * now.
 */
export type EditedSince = ReadonlyMap<string, string | undefined>;

/** A step of a run that is taken back, as the file is now. */
interface Back extends JournalStep {
  /** What was edited since is in it. */
  readonly merged?: string;
}

export interface UndoneRun {
  readonly id: string;
  /** When the run was, in milliseconds. */
  readonly time: number;
  readonly files: readonly UndoneFile[];
  /** An interrupted run was finished first. */
  readonly recovered: boolean;
}

function undoneRun(id: string, files: readonly UndoneFile[], recovered: boolean): UndoneRun {
  const ordered = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { id, time: Number(id), files: ordered, recovered };
}

/** What taking back these files of a run means for each. */
const backFrom = (steps: readonly Back[]): readonly UndoneFile[] =>
  steps.map(({ path, before, merged }) => {
    if (merged !== undefined) return { path, what: 'merge' };
    return { path, what: before === null ? 'remove' : 'restore' };
  });

/** What an undo was about to do when it was killed: it is the one that is asked for again. */
function interruptedUndo(left: Plan | undefined): UndoneRun | undefined {
  const [id] = left?.drop ?? [];
  if (!left || left.keep !== null || id === undefined) return undefined;
  const files = left.steps.map(({ path, after }) => ({
    path,
    what: after === null ? ('remove' as const) : ('restore' as const),
  }));
  return undoneRun(id, files, true);
}

function lastEntry(root: string): UndoEntry {
  const id = undoIds(root).at(-1);
  if (id === undefined) {
    throw new UserError(
      'nothing to undo: since this project was made no run on this machine has changed it, or all were taken back',
    );
  }
  return readEntry(root, id);
}

/** How a user gets a file to where an undo can go on, with nothing lost. */
function wayOut(id: string, { path, name, before, after }: JournalStep, isThere: boolean): string {
  const copy = `${UNDO_FOLDER}/${id}/${name}`;
  if (!isThere) return `copy ${copy} to ${path}`;
  const aside = 'move your version elsewhere';
  return before === null || after === null ? aside : `${aside}, copy ${copy} to ${path}`;
}

/**
 * Those files of a run that are not yet as they were before it.
 *
 * @throws UserError (exit 4) when one of them is neither as the run left it nor as it was, and cannot be merged
 */
function leftOf(root: string, { id, files }: UndoEntry, edited: EditedSince): readonly Back[] {
  return files.flatMap((step): readonly Back[] => {
    const found = digestOf(join(root, step.path));
    if (found === step.before) return [];
    if (found === step.after) return [step];
    if (edited.has(step.path)) {
      const merged = edited.get(step.path);
      return merged === undefined ? [] : [{ ...step, after: found, merged }];
    }
    throw new UserError(
      `${step.path} has changed since the run that undo takes back: nothing was written; ${wayOut(id, step, found !== null)}, then undo again`,
      4,
    );
  });
}

function contentOf(
  root: string,
  id: string,
  { path, name, before, merged }: Back,
): string | Uint8Array | null {
  if (merged !== undefined) return merged;
  if (before === null) return null;
  const copy = `${UNDO_FOLDER}/${id}/${name}`;
  if (digestOf(join(root, copy)) === before) return readFileSync(join(root, copy));
  throw new UserError(
    `${copy} is not what ${path} held before the run, which cannot be taken back: nothing was written; remove ${UNDO_FOLDER}/${id}`,
    4,
  );
}

function writesOf(root: string, id: string, steps: readonly Back[]): FileWrite[] {
  return steps.map((step) => ({
    path: step.path,
    content: contentOf(root, id, step),
    mode: step.mode ?? undefined,
  }));
}

/**
 * What `undo` would do now. Writes nothing.
 *
 * @param edited what becomes of files that were edited since
 * @throws UserError as `undo` does
 */
export function plannedUndo(root: string, edited: EditedSince = new Map()): UndoneRun {
  const pending = readPlan(root, FORWARD);
  const again = interruptedUndo(pending);
  if (again) return again;
  // A run that was killed is finished first, and is then the last one.
  if (pending?.keep) return undoneRun(pending.keep, backFrom(pending.steps), true);
  const entry = lastEntry(root);
  return undoneRun(entry.id, backFrom(leftOf(root, entry, edited)), false);
}

/**
 * Takes the last run back: all its files and what the generator remembers of them are as before, byte for byte. Asked
 * again, it takes the run before that back. An undo that was interrupted is finished, and counts as this one.
 *
 * @param edited what becomes of files that were edited since; one that is not in it stops the undo
 * @throws UserError (exit 1) when there is nothing to undo, (exit 4) when a file of the run has changed since; nothing
 * is written then
 */
export function undo(root: string, edited: EditedSince = new Map()): UndoneRun {
  const finished = finishLeft(root);
  const again = interruptedUndo(finished);
  if (again) return again;
  const entry = lastEntry(root);
  const left = leftOf(root, entry, edited);
  const writes = writesOf(root, entry.id, left);
  preflight(
    root,
    left.map(({ path }) => path),
  );
  // The transaction compares files with what they hold now.
  const now = new Map(left.map((step) => [step.path, step.after]));
  const files = entry.files.map((step) => ({ ...step, after: now.get(step.path) ?? step.after }));
  told(() => commitInPlace(root, writes, { ...entry, files }));
  return undoneRun(entry.id, backFrom(left), finished !== undefined);
}
