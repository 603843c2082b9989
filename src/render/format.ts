import { LINE_LENGTH, layOut, sortImports } from '../python/ruff.ts';

/** Comments and docstrings, which formatters do not wrap. */
const PROSE = /^\s*(#|""")/;

/** Brackets that a formatter would join on one line, and superfluous empty lines. */
const LOOSE = /[([{]\n\s*[)\]}]|\n\n\n\n|\n\n\n +\S/;

/** In bytes, because ruff counts wide characters twice; a needless check only costs time. */
function isLong(line: string): boolean {
  return Buffer.byteLength(line) > LINE_LENGTH && !PROSE.test(line);
}

/**
 * Formats a Python file like the project's ruff, if a value made a line too long or a list empty. Otherwise returns it
 * unchanged, because templates are already formatted.
 *
 * @param template reads the template's text; a long line that it has too is intended
 * @throws Error with the file, if it is not valid Python
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
