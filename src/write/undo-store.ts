import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { UNDO_FOLDER } from '../state/layout.ts';
import { isInside } from './preflight.ts';
import type { JournalStep } from './steps.ts';

/** What a run changed, and so what takes it back. Beside the manifest lie the old contents, by the steps' names. */
export interface UndoEntry {
  readonly id: string;
  readonly files: readonly JournalStep[];
  /** Folders that the run made. */
  readonly folders: readonly string[];
}

export const MANIFEST = 'manifest.json';
const KEPT = 10;

/** The runs that can be taken back, oldest first. */
export function undoIds(root: string): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(join(root, UNDO_FOLDER));
  } catch {
    return [];
  }
  return names.filter((name) => /^\d{13}$/.test(name)).toSorted();
}

/** The time in milliseconds; later than the last one even where the clock was set back. */
export function nextId(ids: readonly string[]): string {
  return String(Math.max(Date.now(), Number(ids.at(-1) ?? 0) + 1));
}

/** Those that have to go when one more comes. */
export function tooMany(ids: readonly string[]): readonly string[] {
  return ids.slice(0, Math.max(0, ids.length - KEPT + 1));
}

export function manifestText({ files, folders }: Omit<UndoEntry, 'id'>): string {
  return `${JSON.stringify({ files, folders }, null, 2)}\n`;
}

/** Whether steps read from a file are steps, and stay inside the project. */
export function areSteps(value: unknown): value is readonly JournalStep[] {
  if (!Array.isArray(value)) return false;
  return (value as readonly JournalStep[]).every(
    ({ path, name, before, after }) =>
      isInside(path) && /^\d+$/.test(name) && before !== undefined && after !== undefined,
  );
}

/** @throws UserError (exit 4) when the entry is not what a run has left */
export function readEntry(root: string, id: string): UndoEntry {
  const path = `${UNDO_FOLDER}/${id}`;
  try {
    const text = readFileSync(join(root, path, MANIFEST), 'utf8');
    const { files, folders } = JSON.parse(text) as UndoEntry;
    if (areSteps(files) && Array.isArray(folders)) return { id, files, folders };
  } catch {
    // Told below, with the same words as any other damage.
  }
  throw new UserError(`${path}/${MANIFEST} is damaged: remove ${path}, this run cannot be taken back`, 4);
}
