import { mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER, UNDO_FOLDER } from '../state/layout.ts';
import { digestOf, isThere, removeEmpty } from './disk.ts';
import { patiently } from './patient.ts';

/** Folder in the transaction folder with the old contents; it becomes the undo entry. */
export const OLD = 'undo';

/** One file that a transaction writes or deletes. */
export interface JournalStep {
  readonly path: string;
  /** File name of its new content in the transaction folder, and of its old content in the `undo` folder. */
  readonly name: string;
  /** Digest of the old content; null: the file did not exist. */
  readonly before: string | null;
  /** Digest of the new content; null: the file is deleted. */
  readonly after: string | null;
  /** The old mode; null: the file did not exist. */
  readonly mode: number | null;
}

/** File name of the new content in an undo entry. */
export const writtenName = ({ name }: JournalStep): string => `${name}.new`;

/** All steps of a transaction, enough to finish or to revert it. */
export interface Plan {
  readonly steps: readonly JournalStep[];
  /** Folders to create, outermost first. */
  readonly made: readonly string[];
  /** Folders to delete if they become empty, outermost first. */
  readonly emptied: readonly string[];
  /** Id of the undo entry for the old contents; null: this run is an undo. */
  readonly keep: string | null;
  /** Undo entries to delete: the reverted one, or the oldest ones beyond the limit. */
  readonly drop: readonly string[];
}

function move(from: string, to: string): void {
  if (isThere(from)) patiently(() => renameSync(from, to));
}

/** Whether a step is done: then its staged file was moved away, or the file to delete is gone. */
function isDone(root: string, { path, name, after }: JournalStep): boolean {
  return !isThere(after === null ? join(root, path) : join(root, TRANSACTION_FOLDER, name));
}

/** Finds a file whose content is neither the old nor the new content of its step. */
export function findChanged(root: string, { steps }: Plan): string | undefined {
  const left = steps.filter((step) => !isDone(root, step));
  return left.find(({ path, before, after }) => {
    const found = digestOf(join(root, path));
    return found !== before && found !== after;
  })?.path;
}

function take(root: string, { path, name, after }: JournalStep): void {
  const file = join(root, path);
  if (after === null) return patiently(() => unlinkSync(file));
  mkdirSync(dirname(file), { recursive: true });
  patiently(() => renameSync(join(root, TRANSACTION_FOLDER, name), file));
}

/** Does the remaining steps of a plan. Folders are deleted last, because nothing after that may need disk space. */
export function forward(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  const undo = join(root, UNDO_FOLDER);
  if (plan.keep !== null) mkdirSync(undo, { recursive: true });
  for (const step of plan.steps.filter((each) => !isDone(root, each))) take(root, step);
  for (const id of plan.drop) move(join(undo, id), join(folder, `dropped-${id}`));
  if (plan.keep !== null) move(join(folder, OLD), join(undo, plan.keep));
  removeEmpty(plan.emptied.map((path) => join(root, path)));
}

function takeBack(root: string, { path, name, before, after }: JournalStep): void {
  const file = join(root, path);
  const found = digestOf(file);
  if (found === before) return;
  if (found !== after) {
    throw new UserError(
      `a run failed and ${path} has changed since: compare it with ${TRANSACTION_FOLDER}, then delete that folder`,
      4,
    );
  }
  if (before === null) return patiently(() => unlinkSync(file));
  mkdirSync(dirname(file), { recursive: true });
  move(join(root, TRANSACTION_FOLDER, OLD, name), file);
}

/** Reverts a plan. It only renames and deletes, so that a full disk cannot stop it. */
export function backward(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  const undo = join(root, UNDO_FOLDER);
  if (plan.keep !== null) move(join(undo, plan.keep), join(folder, OLD));
  for (const step of plan.steps.toReversed()) if (isDone(root, step)) takeBack(root, step);
  for (const id of plan.drop) move(join(folder, `dropped-${id}`), join(undo, id));
  removeEmpty(plan.made.map((path) => join(root, path)));
}
