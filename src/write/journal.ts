import { mkdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { STATE_FOLDER, TRANSACTION_FOLDER, UNDO_FOLDER } from '../state/layout.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { isThere, removeEmpty } from './disk.ts';
import { busy, claim, isRunning, makeTransaction } from './owner.ts';
import { patiently } from './patient.ts';
import { BACKWARD, FORWARD, planRun, readPlan, writePlan } from './plan.ts';
import type { FileWrite } from './stage.ts';
import { backward, findChanged, forward, type Plan } from './steps.ts';
import type { UndoEntry } from './undo-store.ts';

export type { FileWrite } from './stage.ts';

export interface Journal {
  /**
   * Stages all new contents. After it returns, the next run finishes a killed run.
   *
   * @param undone the earlier run that these writes revert
   */
  readonly stage: (writes: readonly FileWrite[], undone?: UndoEntry) => void;
  /** Moves the staged files to their paths. */
  readonly apply: () => void;
  /** Reverts what `apply` has done. */
  readonly rollBack: () => void;
  readonly close: () => void;
}

function removeEmptyState(root: string): void {
  removeEmpty([join(root, STATE_FOLDER), join(root, UNDO_FOLDER)]);
}

/** Deletes the transaction folder. Without a journal its content is unused, so the next run can retry. */
function discard(root: string): void {
  try {
    rmSync(join(root, TRANSACTION_FOLDER), { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    return;
  }
  removeEmptyState(root);
}

function apply(root: string, plan: Plan): void {
  const changed = findChanged(root, plan);
  if (changed !== undefined)
    throw new UserError(`${changed} was changed during the run: nothing was written; run again`);
  forward(root, plan);
  patiently(() => unlinkSync(join(root, TRANSACTION_FOLDER, FORWARD)));
}

/** Reverts a plan. The journal's name records the direction, so that the next run can continue after a kill. */
function rollBack(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  if (isThere(join(folder, FORWARD)))
    patiently(() => renameSync(join(folder, FORWARD), join(folder, BACKWARD)));
  backward(root, plan);
  unlinkSync(join(folder, BACKWARD));
}

/**
 * Opens a transaction; a project has at most one.
 *
 * @throws UserError (exit 4) if another run has one open
 */
export function openJournal(root: string): Journal {
  const folder = join(root, TRANSACTION_FOLDER);
  recover(root);
  const made = isThere(join(root, STATE_FOLDER)) ? [] : [STATE_FOLDER];
  let plan: Plan | undefined;
  try {
    mkdirSync(join(root, STATE_FOLDER), { recursive: true });
    makeTransaction(folder);
  } catch (error) {
    removeEmptyState(root);
    throw error;
  }
  try {
    claim(folder);
  } catch (error) {
    discard(root);
    throw error;
  }
  return {
    stage: (writes, undone) => {
      const planned = planRun(root, writes, undone, made);
      if (planned.steps.length === 0 && !undone) return;
      // From here on a journal may exist on disk, even if writing it fails.
      plan = planned;
      writePlan(root, planned);
    },
    apply: () => {
      if (plan) apply(root, plan);
    },
    rollBack: () => {
      if (plan && isThere(join(folder, FORWARD))) rollBack(root, plan);
    },
    close: () => discard(root),
  };
}

/** Finishes or reverts a killed run. Returns its plan if it was finished. */
export function finishLeft(root: string): Plan | undefined {
  refuseForeignRecords(root);
  const folder = join(root, TRANSACTION_FOLDER);
  if (!isThere(folder)) {
    removeEmptyState(root);
    return undefined;
  }
  if (isRunning(folder)) throw busy();
  const plan = readPlan(root, FORWARD);
  const back = readPlan(root, BACKWARD);
  if (plan) finish(root, plan);
  else if (back) rollBack(root, back);
  discard(root);
  return plan;
}

function finish(root: string, plan: Plan): void {
  const changed = findChanged(root, plan);
  if (changed !== undefined) {
    throw new UserError(
      `an earlier run was interrupted and ${changed} has changed since: compare it with ${TRANSACTION_FOLDER}, then delete that folder`,
      4,
    );
  }
  forward(root, plan);
  unlinkSync(join(root, TRANSACTION_FOLDER, FORWARD));
}

/**
 * Recovers from a killed run: with a journal, finishes or reverts its writes; without one, discards staged files.
 *
 * @returns whether its files were written
 * @throws UserError (exit 4) if that run is still in progress, or one of its files has changed since
 */
export function recover(root: string): boolean {
  return finishLeft(root) !== undefined;
}
