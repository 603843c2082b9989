import { imports } from './imports.ts';
import { docstringLines, tupleLines, wrap } from './layout.ts';
import { docstring, inline, pyLiteral } from './literal.ts';

/** Prints names as list elements, for Python and TOML. */
const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

/** Functions that templates may call. */
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
