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
   * Writes all new contents aside; once it returns, a killed run will be finished by the next.
   *
   * @param undone the earlier run that these writes take back
   */
  readonly stage: (writes: readonly FileWrite[], undone?: UndoEntry) => void;
  /** Puts in place what was staged. */
  readonly apply: () => void;
  /** Takes back what was put in place. */
  readonly rollBack: () => void;
  readonly close: () => void;
}

function removeEmptyState(root: string): void {
  removeEmpty([join(root, STATE_FOLDER), join(root, UNDO_FOLDER)]);
}

/** Without a journal nothing in the folder counts: what cannot be removed now, the next run removes. */
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
    throw new UserError(`${changed} was changed during the run: nothing was written, run again`);
  forward(root, plan);
  patiently(() => unlinkSync(join(root, TRANSACTION_FOLDER, FORWARD)));
}

/** Killed meanwhile, the next run goes on in the same direction: the journal's name says which. */
function rollBack(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  if (isThere(join(folder, FORWARD)))
    patiently(() => renameSync(join(folder, FORWARD), join(folder, BACKWARD)));
  backward(root, plan);
  unlinkSync(join(folder, BACKWARD));
}

/**
 * Opens the project's one transaction.
 *
 * @throws UserError (exit 4) when another run holds it
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
      // From here on there may be a journal on the disk, whether or not all goes well.
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

/** Ends what a killed run left, and says what was put in place. */
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
      `an earlier run was interrupted and ${changed} has changed since: compare it with ${TRANSACTION_FOLDER}, then remove that folder`,
      4,
    );
  }
  forward(root, plan);
  unlinkSync(join(root, TRANSACTION_FOLDER, FORWARD));
}

/**
 * Ends what a killed run left: with a journal its files are put in place, or taken back where it was about to; without
 * one they are thrown away.
 *
 * @returns whether files were put in place
 * @throws UserError (exit 4) when that run is still going, or the user has changed one of its files since
 */
export function recover(root: string): boolean {
  return finishLeft(root) !== undefined;
}
