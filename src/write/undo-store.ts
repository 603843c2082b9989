import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { array, check, maxValue, minValue, nullable, pipe, regex, strictObject, string } from 'valibot';
import { checkedJson, wholeNumber } from '../schema.ts';
import { UNDO_FOLDER, isWrittenFolder, isWrittenPath } from '../state/layout.ts';
import { refuseForeign } from '../state/proof.ts';
import { readRecord } from '../state/read.ts';
import type { JournalStep } from './steps.ts';

/** The changes of a run, to revert it. The old contents lie beside the manifest, named after the steps. */
export interface UndoEntry {
  readonly id: string;
  readonly files: readonly JournalStep[];
  /** Folders that the run created. */
  readonly folders: readonly string[];
}

export const MANIFEST = 'manifest.json';
const KEPT = 10;

/** Ids of the runs that can be reverted, oldest first. */
export function undoIds(root: string): readonly string[] {
  let names: string[];
  try {
    const entries = readdirSync(join(root, UNDO_FOLDER), { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
  return names.filter((name) => /^\d{13}$/.test(name)).toSorted();
}

/** The time in milliseconds, but always later than the last id, even if the clock was set back. */
export function nextId(ids: readonly string[]): string {
  return String(Math.max(Date.now(), Number(ids.at(-1) ?? 0) + 1));
}

/** Returns the ids to delete before one more is added. */
export function tooMany(ids: readonly string[]): readonly string[] {
  return ids.slice(0, Math.max(0, ids.length - KEPT + 1));
}

export function manifestText({ files, folders }: Omit<UndoEntry, 'id'>): string {
  return `${JSON.stringify({ files, folders }, null, 2)}\n`;
}

const MODE = 'a file mode';
const digest = nullable(pipe(string(), regex(/^[\da-f]+$/, 'a digest')));
const path = pipe(string(), check(isWrittenPath, 'a path that a run writes'));

/** A stored step; its path must be inside the project. */
const stepSchema = strictObject({
  path,
  name: pipe(string(), regex(/^\d+$/, 'a number')),
  before: digest,
  after: digest,
  mode: nullable(pipe(wholeNumber, minValue(0, MODE), maxValue(0o777, MODE))),
});

const isOnce = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

export const stepsSchema = pipe(
  array(stepSchema),
  check((steps) => isOnce(steps.map((step) => step.path)), 'unique paths'),
  check((steps) => isOnce(steps.map((step) => step.name)), 'unique names'),
);

export const foldersSchema = array(pipe(string(), check(isWrittenFolder, 'a folder that a run creates')));

const manifestSchema = strictObject({ files: stepsSchema, folders: foldersSchema });

/** Reads an undo entry. Throws UserError (exit 4) if it is damaged or not this user's. */
export function readEntry(root: string, id: string): UndoEntry {
  const entry = `${UNDO_FOLDER}/${id}`;
  const file = `${entry}/${MANIFEST}`;
  const source = {
    where: `${file} is damaged`,
    fix: `delete ${entry}; this run cannot be reverted`,
    exitCode: 4,
  };
  const text = readRecord(root, file, source);
  const found = checkedJson(manifestSchema, text, source);
  refuseForeign(root, entry, MANIFEST, text);
  return { id, ...found };
}
