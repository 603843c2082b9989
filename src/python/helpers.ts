import { imports } from './imports.ts';
import { docstringLines, tupleLines, wrap } from './layout.ts';
import { docstring, inline, pyLiteral } from './literal.ts';

/** Names as the elements of a list, in Python and in TOML. */
const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

/** What a template may call besides printing its view. */
export const py = {
  literal: pyLiteral,
  docstring,
  inline,
  imports,
  wrap,
  quoted,
  docstringLines,
  tupleLines,
};
