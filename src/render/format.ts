import { LINE_LENGTH, importDiagnostics, layOut, type Diagnostic } from '../python/ruff.ts';

const MOST_PASSES = 10;
/** Comments and docstrings, which no formatter breaks. */
const PROSE = /^\s*(#|""")/;

function offsetOf(text: string, at: { row: number; column: number }): number {
  const lines = text.split('\n').slice(0, at.row - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
}

function applyFix(text: string, fix: NonNullable<Diagnostic['fix']>): string {
  const edits = fix.edits.map((edit) => ({
    start: offsetOf(text, edit.location),
    end: offsetOf(text, edit.end_location),
    content: edit.content ?? '',
  }));
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.content + result.slice(edit.end), text);
}

function sortImports(text: string): string {
  let sorted = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const fix = importDiagnostics(sorted).find((diagnostic) => diagnostic.fix !== null)?.fix;
    if (!fix) return sorted;
    sorted = applyFix(sorted, fix);
  }
  return sorted;
}

/** In bytes, because ruff counts wide characters twice: looking once too often only costs time. */
function isLong(line: string): boolean {
  return Buffer.byteLength(line) > LINE_LENGTH && !PROSE.test(line);
}

/**
 * Formats a Python file as the project's own ruff would, if a name or a value has made a line too long; else leaves
 * it alone, because templates are written formatted.
 *
 * @param template reads what the file was rendered from: a long line that is there as well is its author's choice
 * @throws Error naming the file when it is not valid Python
 */
export function format(path: string, text: string, template: () => string = () => ''): string {
  if (!path.endsWith('.py')) return text;
  const long = text.split('\n').filter(isLong);
  if (long.length === 0) return text;
  const chosen = new Set(template().split('\n'));
  if (long.every((line) => chosen.has(line))) return text;
  try {
    return layOut(sortImports(text));
  } catch (error) {
    throw new Error(`${path} was not rendered as valid Python: ${String(error)}`, { cause: error });
  }
}
