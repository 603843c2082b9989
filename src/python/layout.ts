/** The line length of generated projects, as their `pyproject.toml` says it. */
export const LINE_LENGTH = 100;
const INDENT = '    ';

const fits = (line: string): boolean => line.length <= LINE_LENGTH;

/** A list, set, dictionary or tuple, and no call or subscript: those get an item a line as soon as they are too long. */
const isCollection = (prefix: string): boolean => /(^|[^\w\])])[[({]$/.test(prefix);

/**
 * A call, signature or collection laid out as ruff would: on one line if it fits, else its items on a line of their
 * own, else one item a line. https://docs.astral.sh/ruff/formatter/black/
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
 * A docstring: its summary, and under it the lines that say what else there is to know.
 *
 * @param indent how many levels the docstring is indented; the first line is returned without its indent
 */
export function docstringLines(summary: string, more: readonly string[] = [], indent = 0): string {
  if (more.length === 0) return `"""${summary}"""`;
  const outer = INDENT.repeat(indent);
  return [`"""${summary}`, '', ...more.map((line) => outer + line), `${outer}"""`].join('\n');
}

/** A tuple, also of one item, as `wrap` lays out the rest. */
export function wrapTuple(prefix: string, items: readonly string[], indent = 0): string {
  const [only] = items;
  if (only === undefined || items.length > 1) return wrap(`${prefix}(`, items, ')', indent);
  const oneLine = `${prefix}(${only},)`;
  if (fits(INDENT.repeat(indent) + oneLine) && !oneLine.includes('\n')) return oneLine;
  return [`${prefix}(`, `${INDENT.repeat(indent + 1)}${only},`, `${INDENT.repeat(indent)})`].join('\n');
}

/** A tuple with an item a line, so that adding one changes one line; ruff wants one or none in a single line. */
export function tupleLines(items: readonly string[]): string {
  if (items.length === 0) return '()';
  if (items.length === 1) return `(${items[0]},)`;
  return ['(', ...items.map((item) => `${INDENT}${item},`), ')'].join('\n');
}
