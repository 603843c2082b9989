import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Ruff from '@astral-sh/ruff-wasm-nodejs';

export const LINE_LENGTH = 100;
const UNSORTED = 'I001';
/** Rules that a merge may break: duplicate definitions, undefined names, unused or late imports. Syntax errors are always reported. */
const FAULTS = ['E402', 'F401', 'F601', 'F811', 'F821', 'F822', 'PIE794'];

/** Ruff settings for the layout of a file. */
export type Layout = Readonly<Record<string, unknown>>;

/** The settings of generated projects, with both kinds of rules: a second workspace costs 40 ms. */
export const OURS: Layout = {
  'line-length': LINE_LENGTH,
  'target-version': 'py311',
  lint: { select: [UNSORTED, ...FAULTS], isort: { 'known-first-party': ['app', 'tests'] } },
};

let loaded: typeof Ruff | undefined;

/** Loaded on first use, because loading ruff takes longer than rendering a project. */
function load(): typeof Ruff {
  if (loaded) return loaded;
  // Otherwise V8 optimises ten megabytes in the background, which delays the end of the process by a second.
  setFlagsFromString('--liftoff-only');
  // Validate each function when it is compiled, instead of all ten megabytes before the first call.
  setFlagsFromString('--wasm-lazy-validation');
  loaded = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs') as typeof Ruff;
  return loaded;
}

const opened = new Map<object, Ruff.Workspace>();

function workspace(settings: object): Ruff.Workspace {
  const { Workspace, PositionEncoding } = load();
  const found = opened.get(settings) ?? new Workspace(settings, PositionEncoding.Utf16);
  opened.set(settings, found);
  return found;
}

/** Formats a Python file like the project's own ruff. Throws Error if it is not valid Python. */
export function layOut(text: string): string {
  return workspace(OURS).format(text);
}

/** Formats a Python file with the given settings. Throws Error if they or the file are invalid. */
export function layOutAs(layout: Layout, text: string): string {
  return workspace(layout).format(text);
}

const MOST_PASSES = 10;

let checked: { readonly text: string; readonly diagnostics: readonly Ruff.Diagnostic[] } | undefined;

/** Returns ruff's findings. The last result is cached: a merge needs the imports and the faults of one text. */
function check(text: string): readonly Ruff.Diagnostic[] {
  if (checked?.text !== text)
    checked = { text, diagnostics: workspace(OURS).check(text) as readonly Ruff.Diagnostic[] };
  return checked.diagnostics;
}

function offsetOf(text: string, at: { row: number; column: number }): number {
  const lines = text.split('\n').slice(0, at.row - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
}

function applyFix(text: string, fix: NonNullable<Ruff.Diagnostic['fix']>): string {
  const edits = fix.edits.map((edit) => ({
    start: offsetOf(text, edit.location),
    end: offsetOf(text, edit.end_location),
    content: edit.content ?? '',
  }));
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.content + result.slice(edit.end), text);
}

/** Sorts the imports of a Python file like the project's own ruff. */
export function sortImports(text: string): string {
  let sorted = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const fix = check(sorted).find(({ code, fix: found }) => code === UNSORTED && found !== null)?.fix;
    if (!fix) return sorted;
    sorted = applyFix(sorted, fix);
  }
  return sorted;
}

/** Returns the faults of a Python file, without line numbers. */
export function faultsOf(text: string): readonly string[] {
  const found = check(text).filter(({ code }) => code !== UNSORTED);
  return found.map(({ code, message }) => `${code ?? 'syntax'} ${message.replace(/line \d+/g, 'line')}`);
}
