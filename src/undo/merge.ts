import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isMarked } from '../merge/marks.ts';
import { textInCommit } from '../state/git-sides.ts';
import { isText } from '../structure/text.ts';
import { STATE_FOLDER, UNDO_FOLDER } from '../state/layout.ts';
import { readText } from '../write/compare.ts';
import { digest, digestOf } from '../write/disk.ts';
import { writtenName, type JournalStep } from '../write/steps.ts';
import type { EditedSince } from '../write/undo.ts';
import { readEntry, undoIds } from '../write/undo-store.ts';

const MIGRATIONS = 'alembic/versions/';

/** Reads a copy from an undo entry, if its digest matches. */
function copyOf(root: string, id: string, name: string, expected: string | null): string | undefined {
  try {
    const bytes = readFileSync(join(root, UNDO_FOLDER, id, name));
    return digest(bytes) === expected ? bytes.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A run that put together what git had torn goes back to conflict markers. Once that is committed, git would not know of any
 * conflict.
 *
 * @throws UserError (exit 4) naming a file
 */
export function refuseTornPast(root: string): void {
  const id = undoIds(root).at(-1);
  if (id === undefined) return;
  const torn = readEntry(root, id).files.find(({ path, name, before, after }) => {
    const old = before === null ? undefined : copyOf(root, id, name, before);
    if (old === undefined || !isMarked(old) || after === null) return false;
    const committed = textInCommit(root, 'HEAD', path);
    return committed !== undefined && digest(committed) === after;
  });
  if (torn === undefined) return;
  throw new UserError(
    `${torn.path} had git conflict markers before the last run, and the merged file is committed: nothing was written; revert the merge with "git revert -m 1 <commit>"`,
    4,
  );
}

async function mergedBack(
  root: string,
  id: string,
  step: JournalStep,
  mine: string,
): Promise<string | undefined> {
  const base = copyOf(root, id, writtenName(step), step.after);
  const theirs = copyOf(root, id, step.name, step.before);
  if (base === undefined || theirs === undefined || !isText(mine)) return undefined;
  const { merge } = await import('../merge/merge.ts');
  return merge(step.path, { base, mine, theirs });
}

/**
 * Merges later edits of the last run's files with their old content. Files that the run created and the user edited stay,
 * and deleted files stay deleted. Edited records and migrations are not merged, so they stop the undo.
 */
export async function editedSince(root: string): Promise<EditedSince> {
  const id = undoIds(root).at(-1);
  const edited = new Map<string, string | undefined>();
  if (id === undefined) return edited;
  for (const step of readEntry(root, id).files) {
    const { path, before, after } = step;
    const found = digestOf(join(root, path));
    const isOurs = path.startsWith(`${STATE_FOLDER}/`) || path.startsWith(MIGRATIONS);
    if (found === before || found === after || isOurs) continue;
    if (found === null || before === null) edited.set(path, undefined);
    else if (after !== null) {
      const merged = await mergedBack(root, id, step, readText(root, path) ?? '');
      if (merged !== undefined) edited.set(path, merged);
    }
  }
  return edited;
}
