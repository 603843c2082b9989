import { LINE_LENGTH, layOut, sortImports } from '../python/ruff.ts';

/** Comments and docstrings, which no formatter breaks. */
const PROSE = /^\s*(#|""")/;

/** Brackets that a formatter closes on the line that opens them, and more empty lines than it leaves. */
const LOOSE = /[([{]\n\s*[)\]}]|\n\n\n\n|\n\n\n +\S/;

/** In bytes, because ruff counts wide characters twice: looking once too often only costs time. */
function isLong(line: string): boolean {
  return Buffer.byteLength(line) > LINE_LENGTH && !PROSE.test(line);
}

/**
 * Formats a Python file as the project's own ruff would, if a name or a value has made a line too long, or a list empty; else leaves
 * it alone, because templates are written formatted.
 *
 * @param template reads what the file was rendered from: a long line that is there as well is its author's choice
 * @throws Error naming the file when it is not valid Python
 */
export function format(path: string, text: string, template: () => string = () => ''): string {
  if (!path.endsWith('.py')) return text;
  const long = text.split('\n').filter(isLong);
  const isLoose = LOOSE.test(text) && !LOOSE.test(template());
  if (long.length === 0 && !isLoose) return text;
  const chosen = new Set(template().split('\n'));
  if (!isLoose && long.every((line) => chosen.has(line))) return text;
  try {
    return layOut(sortImports(text));
  } catch (error) {
    throw new Error(`${path} was not rendered as valid Python: ${String(error)}`, { cause: error });
  }
}
