import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { array, check, maxValue, minValue, nullable, pipe, regex, strictObject, string } from 'valibot';
import { checkedJson, wholeNumber } from '../schema.ts';
import { UNDO_FOLDER, isWrittenFolder, isWrittenPath } from '../state/layout.ts';
import { refuseForeign } from '../state/proof.ts';
import { readRecord } from '../state/read.ts';
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
    const entries = readdirSync(join(root, UNDO_FOLDER), { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
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

const MODE = 'the rights of a file';
const digest = nullable(pipe(string(), regex(/^[\da-f]+$/, 'a digest')));
const path = pipe(string(), check(isWrittenPath, 'a path that a run writes'));

/** A step as it is read from a file that a run has left: it stays inside the project. */
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
  check((steps) => isOnce(steps.map((step) => step.path)), 'each path once'),
  check((steps) => isOnce(steps.map((step) => step.name)), 'each name once'),
);

export const foldersSchema = array(pipe(string(), check(isWrittenFolder, 'a folder that a run makes')));

const manifestSchema = strictObject({ files: stepsSchema, folders: foldersSchema });

/** @throws UserError (exit 4) when the entry is not what a run of this user has left */
export function readEntry(root: string, id: string): UndoEntry {
  const entry = `${UNDO_FOLDER}/${id}`;
  const file = `${entry}/${MANIFEST}`;
  const source = {
    where: `${file} is damaged`,
    fix: `remove ${entry}; this run cannot be reverted`,
    exitCode: 4,
  };
  const text = readRecord(root, file, source);
  const found = checkedJson(manifestSchema, text, source);
  refuseForeign(root, entry, MANIFEST, text);
  return { id, ...found };
}
