/**
 * Code points that `JSON.stringify` does not escape, but that TOML or YAML refuse, that editors hide, or that display code
 * in a different order than it runs.
 */
const INVISIBLE = /[\u007f-\u009f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

function escapeCodePoint(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}

/**
 * Prints user text as a double-quoted literal that is valid and equal in Python, JSON, TOML and YAML.
 *
 * A JSON string is also a Python string literal; the few code points on which the other three
 * languages disagree are written as escapes.
 */
export function pyLiteral(value: unknown): string {
  return JSON.stringify(String(value)).replace(INVISIBLE, escapeCodePoint);
}

/** User text for one line of prose: a comment, a Markdown paragraph, the first line of a docstring. */
export function inline(value: string): string {
  return value.replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
}

/**
 * User text for inside a triple-quoted docstring.
 *
 * Backslashes and quotes are escaped, so that neither can end the docstring nor start an escape.
 */
export function docstring(value: string): string {
  return inline(value).replace(/\\/gu, '\\\\').replace(/"/gu, '\\"');
}

/** User text as a Python string literal with the quotes that ruff would choose: double, unless that costs escapes. */
export function pythonString(value: string): string {
  const count = (quote: string) => value.split(quote).length;
  const literal = pyLiteral(value);
  if (count('"') <= count("'")) return literal;
  const body = literal.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${body}'`;
}

/** Prints a JSON value as Python source. */
export function pythonValue(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const items = Object.entries(value).map(([key, item]) => `${pythonString(key)}: ${pythonValue(item)}`);
  return `{${items.join(', ')}}`;
}
