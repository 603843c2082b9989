/** The line length of generated projects; equals the one in their `pyproject.toml`. */
export const LINE_LENGTH = 100;
const INDENT = '    ';

const fits = (line: string): boolean => line.length <= LINE_LENGTH;

/** Matches a list, set, dictionary or tuple, but no call or subscript: these get one item per line if they are too long. */
const isCollection = (prefix: string): boolean => /(^|[^\w\])])[[({]$/.test(prefix);

/**
 * Prints a call, signature or collection in ruff's layout: on one line if it fits, else all items on a second line, else one
 * item per line. https://docs.astral.sh/ruff/formatter/black/
 *
 * @param indent how many levels the first line is indented; the first line itself is returned without its indent
 */
export function wrap(prefix: string, items: readonly string[], suffix: string, indent = 0): string {
  const outer = INDENT.repeat(indent);
  const inner = outer + INDENT;
  const oneLine = prefix + items.join(', ') + suffix;
  if (fits(outer + oneLine) && !oneLine.includes('\n')) return oneLine;
  const hugged = inner + items.join(', ');
  if (!isCollection(prefix) && fits(hugged) && !hugged.includes('\n'))
    return [prefix, hugged, outer + suffix].join('\n');
  return [prefix, ...items.map((item) => `${inner}${item},`), outer + suffix].join('\n');
}

/**
 * Prints a docstring: its summary, and further lines below it.
 *
 * @param indent how many levels the docstring is indented; the first line is returned without its indent
 */
export function docstringLines(summary: string, more: readonly string[] = [], indent = 0): string {
  if (more.length === 0) return `"""${summary}"""`;
  const outer = INDENT.repeat(indent);
  return [`"""${summary}`, '', ...more.map((line) => outer + line), `${outer}"""`].join('\n');
}

/** Prints a tuple, also with one item, in the layout of `wrap`. */
export function wrapTuple(prefix: string, items: readonly string[], indent = 0): string {
  const [only] = items;
  if (only === undefined || items.length > 1) return wrap(`${prefix}(`, items, ')', indent);
  const oneLine = `${prefix}(${only},)`;
  if (fits(INDENT.repeat(indent) + oneLine) && !oneLine.includes('\n')) return oneLine;
  return [`${prefix}(`, `${INDENT.repeat(indent + 1)}${only},`, `${INDENT.repeat(indent)})`].join('\n');
}

/** Prints a tuple with one item per line, so that adding one changes one line; with fewer than two items, on a single line. */
export function tupleLines(items: readonly string[]): string {
  if (items.length === 0) return '()';
  if (items.length === 1) return `(${items[0]},)`;
  return ['(', ...items.map((item) => `${INDENT}${item},`), ')'].join('\n');
}
