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
  /** restore: the old content. remove: the run had created it. merge: the old content, with later edits. */
  readonly what: 'restore' | 'remove' | 'merge';
}

/**
 * Files that were edited since the run, by path: the merged text, or undefined to keep the file
 * unchanged.
 */
export type EditedSince = ReadonlyMap<string, string | undefined>;

/** A step to revert, with the file's current digest. */
interface Back extends JournalStep {
  /** The old content merged with later edits. */
  readonly merged?: string;
}

export interface UndoneRun {
  readonly id: string;
  /** Time of the run, in milliseconds. */
  readonly time: number;
  readonly files: readonly UndoneFile[];
  /** An interrupted run was finished first. */
  readonly recovered: boolean;
}

function undoneRun(id: string, files: readonly UndoneFile[], recovered: boolean): UndoneRun {
  const ordered = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { id, time: Number(id), files: ordered, recovered };
}

/** Returns what the undo does to each file. */
const backFrom = (steps: readonly Back[]): readonly UndoneFile[] =>
  steps.map(({ path, before, merged }) => {
    if (merged !== undefined) return { path, what: 'merge' };
    return { path, what: before === null ? 'remove' : 'restore' };
  });

/** Returns the result of a killed undo; repeating the undo finishes it. */
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
      'nothing to undo: no run on this machine has changed this project since it was created, or all were reverted',
    );
  }
  return readEntry(root, id);
}

/** Describes how to prepare a file for the undo without losing edits. */
function wayOut(id: string, { path, name, before, after }: JournalStep, isThere: boolean): string {
  const copy = `${UNDO_FOLDER}/${id}/${name}`;
  if (!isThere) return `copy ${copy} to ${path}`;
  const aside = 'move your version elsewhere';
  return before === null || after === null ? aside : `${aside}, copy ${copy} to ${path}`;
}

/**
 * Returns the steps that are not reverted yet.
 *
 * @throws UserError (exit 4) if a file was edited since and cannot be merged
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
      `${step.path} has changed since the run to undo: nothing was written; ${wayOut(id, step, found !== null)}, then undo again`,
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
    `${copy} does not have the old content of ${path}, so the run cannot be reverted: nothing was written; delete ${UNDO_FOLDER}/${id}`,
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
 * Returns what `undo` would do. Writes nothing.
 *
 * @param edited files that were edited since
 * @throws UserError as `undo` does
 */
export function plannedUndo(root: string, edited: EditedSince = new Map()): UndoneRun {
  const pending = readPlan(root, FORWARD);
  const again = interruptedUndo(pending);
  if (again) return again;
  // A killed run is finished first, and is then the last one.
  if (pending?.keep) return undoneRun(pending.keep, backFrom(pending.steps), true);
  const entry = lastEntry(root);
  return undoneRun(entry.id, backFrom(leftOf(root, entry, edited)), false);
}

/**
 * Reverts the last run: restores its files and the generator's records byte for byte. Repeated calls revert earlier
 * runs. An interrupted undo is finished and counts as this one.
 *
 * @param edited files that were edited since; an edited file that is missing here stops the undo
 * @throws UserError (exit 1) if there is nothing to undo, (exit 4) if a file of the run has changed since; nothing is
 * written then
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
  // The transaction compares files with their current content.
  const now = new Map(left.map((step) => [step.path, step.after]));
  const files = entry.files.map((step) => ({ ...step, after: now.get(step.path) ?? step.after }));
  told(() => commitInPlace(root, writes, { ...entry, files }));
  return undoneRun(entry.id, backFrom(left), finished !== undefined);
}
