import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../state/answers.ts';
import { refuseForeignRecords } from '../state/read.ts';
import { STATE_FOLDER } from '../state/layout.ts';
import { plannedUndo, undo, type EditedSince, type UndoneRun } from '../write/undo.ts';
import { editedSince, refuseTornPast } from '../undo/merge.ts';
import { downgradeFirst } from '../undo/migrations.ts';
import { uninterrupted } from '../run/commit.ts';
import { exportAfter } from '../followup/contract.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { fileLine } from '../run/show.ts';

/** Prints one line per file; the generator's records are not listed. */
function showUndone({ files }: UndoneRun, edited: EditedSince, { say }: Context): void {
  const told = files.filter(({ path }) => !path.startsWith(`${STATE_FOLDER}/`));
  for (const [path, text] of edited) if (text === undefined) say(fileLine('unmanaged', path));
  for (const { what, path } of told) say(fileLine(what, path));
  if (told.length === 0) say("no project file changes; only the generator's records are restored");
}

/**
 * Reverts the last run that changed the current project. Works with invalid specs, because the undo may restore them.
 *
 * @throws UserError if there is nothing to undo, (exit 4) if a file of that run has changed since and cannot be merged, or the
 * database still has a migration that would be deleted
 */
export async function undoRun(switches: Switches, context: Context): Promise<Outcome> {
  const root = findProjectRoot(context.cwd);
  refuseForeignRecords(root);
  const asks = isAsking(switches);
  refuseTornPast(root);
  const edited = await editedSince(root);
  const planned = plannedUndo(root, edited);
  const { skipInstall } = switches;
  await downgradeFirst(root, planned.files, { asks, skipInstall }, context);
  if (asks) {
    showUndone(planned, edited, context);
    return { root, changes: [], wrote: false, interrupted: false };
  }
  let undone: UndoneRun | undefined;
  const interrupted = await uninterrupted(() => {
    undone = undo(root, edited);
  });
  if (undone?.recovered) context.say('finished an interrupted run');
  if (undone) showUndone(undone, edited, context);
  const outcome = { root, changes: [], wrote: undone !== undefined, interrupted };
  // The project writes openapi.json after the run, so it is not part of the undo and must be exported again.
  return existsSync(join(root, 'openapi.json')) ? exportAfter(outcome, switches, context) : outcome;
}
