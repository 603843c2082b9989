import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { ANSWERS_FILE, TRANSACTION_FOLDER } from '../state/layout.ts';
import { digest, lstat } from './disk.ts';
import { keepCopies, writeDurably } from './durable.ts';
import { OLD, writtenName, type JournalStep } from './steps.ts';

export interface FileWrite {
  /** Posix path from the root. */
  readonly path: string;
  /** Null: delete the file, and parent folders that become empty. */
  readonly content: string | Uint8Array | null;
  /** The content when the run was planned; absent: not checked. */
  readonly expected?: string | null | undefined;
  /** Absent: keep the file's mode. */
  readonly mode?: number | undefined;
}

interface Staged {
  readonly step: JournalStep;
  readonly write: FileWrite;
}

/**
 * Order of writes. The answers mark a project, so they are written first and deleted last; a killed run is found then.
 * Deletions come before other writes, for renames that change only the case.
 */
function rank({ path, content }: FileWrite): number {
  if (path === ANSWERS_FILE) return content === null ? 3 : 0;
  return content === null ? 1 : 2;
}

/** Refuses a file that has changed since the run was planned, e.g. while the user decided a conflict. */
function refuseChangedSince({ path, expected }: FileWrite, found: Uint8Array | undefined): void {
  if (expected === undefined || (found?.toString() ?? null) === expected) return;
  throw new UserError(`${path} was changed during the run: nothing was written; run again`);
}

function planned(root: string, write: FileWrite, name: string): Staged {
  const file = join(root, write.path);
  const stats = lstat(file);
  const found = stats && readFileSync(file);
  // A file to delete may be missing already.
  if (found || write.content !== null) refuseChangedSince(write, found);
  const step = {
    path: write.path,
    name,
    before: found ? digest(found) : null,
    after: write.content === null ? null : digest(write.content),
    mode: stats ? stats.mode & 0o777 : null,
  };
  return { step, write };
}

/** Writes all new contents into the transaction folder, with copies of the files that they replace. */
export function stage(root: string, writes: readonly FileWrite[]): readonly JournalStep[] {
  const folder = join(root, TRANSACTION_FOLDER);
  const each = [...new Map(writes.map((write) => [write.path, write])).values()];
  const ordered = each.toSorted((a, b) => rank(a) - rank(b));
  const all = ordered.map((write, index) => planned(root, write, String(index)));
  const staged = all.filter(({ step }) => step.before !== step.after);
  const contents = new Map<string, string | Uint8Array>();
  for (const { step, write } of staged) if (write.content !== null) contents.set(step.name, write.content);
  writeDurably(folder, contents);
  for (const { step, write } of staged) {
    const mode = write.mode ?? step.mode;
    if (mode !== null && step.after !== null) chmodSync(join(folder, step.name), mode);
  }
  mkdirSync(join(folder, OLD));
  const replaced = staged.filter(({ step }) => step.before !== null);
  keepCopies(new Map(replaced.map(({ step }) => [join(root, step.path), join(folder, OLD, step.name)])));
  // A copy, not a link: an editor may write into the file, but undo needs the text that the run wrote.
  for (const { step, write } of replaced)
    if (write.content !== null) writeFileSync(join(folder, OLD, writtenName(step)), write.content);
  return staged.map(({ step }) => step);
}
