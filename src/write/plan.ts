import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { array, nullable, pipe, regex, strictObject, string } from 'valibot';
import { UserError } from '../errors.ts';
import { checkedJson } from '../schema.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';
import { PROOF, proofOf, refuseForeign } from '../state/proof.ts';
import { readRecord } from '../state/read.ts';
import { allFoldersOf, isThere } from './disk.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { preflight } from './preflight.ts';
import { stage, type FileWrite } from './stage.ts';
import { OLD, type JournalStep, type Plan } from './steps.ts';
import {
  MANIFEST,
  foldersSchema,
  manifestText,
  nextId,
  stepsSchema,
  tooMany,
  undoIds,
  type UndoEntry,
} from './undo-store.ts';

/** The journal of a run to finish. */
export const FORWARD = 'journal.json';
/** The journal of a run to revert. */
export const BACKWARD = 'rollback.json';

/** Refuses files that were saved between their check and their copy. */
function refuseChangedSince(steps: readonly JournalStep[], { files }: UndoEntry): void {
  const left = new Map(files.map(({ path, after }) => [path, after]));
  const changed = steps.find(({ path, before }) => left.get(path) !== before);
  if (changed)
    throw new UserError(`${changed.path} was changed during the run: nothing was written; run again`);
}

/**
 * Stages a run's contents and returns its plan.
 *
 * @param undone the earlier run that this one reverts
 * @param made folders that were created for the transaction itself
 */
export function planRun(
  root: string,
  writes: readonly FileWrite[],
  undone: UndoEntry | undefined,
  made: readonly string[],
): Plan {
  const steps = stage(root, writes);
  if (undone) refuseChangedSince(steps, undone);
  const placed = steps.filter(({ after }) => after !== null).map(({ path }) => path);
  const removed = steps.filter(({ after }) => after === null).map(({ path }) => path);
  const missing = allFoldersOf(placed).filter((folder) => !isThere(join(root, folder)));
  const left = allFoldersOf(removed);
  const ids = undoIds(root);
  return {
    steps,
    made: [...made, ...missing],
    // Keep a folder that was empty before the reverted run.
    emptied: undone ? left.filter((folder) => undone.folders.includes(folder)) : left,
    keep: undone ? null : nextId(ids),
    drop: undone ? [undone.id] : tooMany(ids),
  };
}

/** Writes the journal. Everything it needs is synced before the journal gets its final name. */
export function writePlan(root: string, plan: Plan): void {
  const folder = join(root, TRANSACTION_FOLDER);
  const old = join(folder, OLD);
  const manifest = manifestText({ files: plan.steps, folders: plan.made });
  if (plan.keep !== null)
    writeDurably(
      old,
      new Map([
        [MANIFEST, manifest],
        [PROOF, proofOf(manifest)],
      ]),
    );
  const text = JSON.stringify(plan);
  writeDurably(
    folder,
    new Map([
      [PROOF, proofOf(text)],
      [`${FORWARD}.new`, text],
    ]),
  );
  syncFolder(old);
  syncFolder(folder);
  renameSync(join(folder, `${FORWARD}.new`), join(folder, FORWARD));
  syncFolder(folder);
}

const undoId = pipe(string(), regex(/^\d{13}$/, 'the id of a run'));

const planSchema = strictObject({
  steps: stepsSchema,
  made: foldersSchema,
  emptied: foldersSchema,
  keep: nullable(undoId),
  drop: array(undoId),
});

/**
 * Reads the plan of a killed run; undefined if there is none.
 *
 * @throws UserError if it is damaged or not this user's, or one of its files cannot be written
 */
export function readPlan(root: string, name: string): Plan | undefined {
  const path = `${TRANSACTION_FOLDER}/${name}`;
  if (!isThere(join(root, path))) return undefined;
  const source = {
    where: `${path} is damaged`,
    fix: `check that your files are complete, then delete ${TRANSACTION_FOLDER}`,
    exitCode: 4,
  };
  const text = readRecord(root, path, source);
  const plan = checkedJson(planSchema, text, source);
  refuseForeign(root, TRANSACTION_FOLDER, name, text);
  preflight(
    root,
    plan.steps.map((step) => step.path),
  );
  return plan;
}
