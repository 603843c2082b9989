import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Ruff from '@astral-sh/ruff-wasm-nodejs';

export const LINE_LENGTH = 100;
const UNSORTED = 'I001';
/** Rules that a merge may break: duplicate definitions, undefined names, unused or late imports. Syntax errors are always reported. */
const FAULTS = ['E402', 'F401', 'F601', 'F811', 'F821', 'F822', 'PIE794'];

/** Settings of ruff that decide how a file is laid out. */
export type Layout = Readonly<Record<string, unknown>>;

/** The settings of generated projects, with both kinds of rules: a second workspace costs 40 ms. */
export const OURS: Layout = {
  'line-length': LINE_LENGTH,
  'target-version': 'py311',
  lint: { select: [UNSORTED, ...FAULTS], isort: { 'known-first-party': ['app', 'tests'] } },
};

let loaded: typeof Ruff | undefined;

/** Loading ruff costs more than rendering a project, so it waits for the first file that needs it. */
function load(): typeof Ruff {
  if (loaded) return loaded;
  // Otherwise V8 optimises ten megabytes in the background, and the process waits a second for that at its end.
  setFlagsFromString('--liftoff-only');
  // And checks ten megabytes before the first call, most of which nobody calls: each function is checked when it is compiled.
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

/** The layout of a Python file as the project's own ruff would have it. Raises Error when it is not valid Python. */
export function layOut(text: string): string {
  return workspace(OURS).format(text);
}

/** The layout of a Python file by somebody else's settings. Raises Error when they, or the file, are not valid. */
export function layOutAs(layout: Layout, text: string): string {
  return workspace(layout).format(text);
}

const MOST_PASSES = 10;

let checked: { readonly text: string; readonly diagnostics: readonly Ruff.Diagnostic[] } | undefined;

/** What ruff says about a text. The last result is kept: a merge asks for the imports and for the faults of one text. */
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

/** A Python file with its imports in the order that the project's own ruff wants. */
export function sortImports(text: string): string {
  let sorted = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const fix = check(sorted).find(({ code, fix: found }) => code === UNSORTED && found !== null)?.fix;
    if (!fix) return sorted;
    sorted = applyFix(sorted, fix);
  }
  return sorted;
}

/** What keeps a Python file from doing what it says, without where. */
export function faultsOf(text: string): readonly string[] {
  const found = check(text).filter(({ code }) => code !== UNSORTED);
  return found.map(({ code, message }) => `${code ?? 'syntax'} ${message.replace(/line \d+/g, 'line')}`);
}
