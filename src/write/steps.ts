import { mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER, UNDO_FOLDER } from '../state/layout.ts';
import { digestOf, isThere, removeEmpty } from './disk.ts';
import { patiently } from './patient.ts';

/** Below the transaction's folder: what the files held, until it becomes an undo entry. */
export const OLD = 'undo';

/** One file that a transaction puts in place or removes. */
export interface JournalStep {
  readonly path: string;
  /** What its new content is called in the transaction's folder, and its old one among the copies. */
  readonly name: string;
  /** Digest of what the file held; null: there was no such file. */
  readonly before: string | null;
  /** Digest of what it will hold; null: it is removed. */
  readonly after: string | null;
  /** The file's mode before; null: there was no such file. */
  readonly mode: number | null;
}

/** What the text that a run wrote is called beside the one that it replaced. */
export const writtenName = ({ name }: JournalStep): string => `${name}.new`;

/** All that a transaction does. Whoever reads it can do the rest, or take back what is done. */
export interface Plan {
  readonly steps: readonly JournalStep[];
  /** Folders that are not there yet, outermost first. */
  readonly made: readonly string[];
  /** Folders that go when they are left empty, outermost first. */
  readonly emptied: readonly string[];
  /** The undo entry that the old contents become; null: this run takes one back. */
  readonly keep: string | null;
  /** Undo entries that go: the one taken back, or those that are too many. */
  readonly drop: readonly string[];
}

function move(from: string, to: string): void {
  if (isThere(from)) patiently(() => renameSync(from, to));
}

/** A new content goes to its place with its one name, so what is still here is still to do. */
function isDone(root: string, { path, name, after }: JournalStep): boolean {
  return !isThere(after === null ? join(root, path) : join(root, TRANSACTION_FOLDER, name));
}

/** Finds a file that a plan would change and that is neither as it was nor as it is to be. */
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

/** Does what is left of a plan. Folders go last: nothing that needs room on the disk may come after. */
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
      `a run failed and ${path} has changed since: compare it with ${TRANSACTION_FOLDER}, then remove that folder`,
      4,
    );
  }
  if (before === null) return patiently(() => unlinkSync(file));
  mkdirSync(dirname(file), { recursive: true });
  move(join(root, TRANSACTION_FOLDER, OLD, name), file);
}

/** Takes back what was done of a plan. It only renames and removes, so that a full disk cannot stop it. */
export function backward(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  const undo = join(root, UNDO_FOLDER);
  if (plan.keep !== null) move(join(undo, plan.keep), join(folder, OLD));
  for (const step of plan.steps.toReversed()) if (isDone(root, step)) takeBack(root, step);
  for (const id of plan.drop) move(join(folder, `dropped-${id}`), join(undo, id));
  removeEmpty(plan.made.map((path) => join(root, path)));
}
