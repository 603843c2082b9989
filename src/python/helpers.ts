import { imports } from './imports.ts';
import { docstringLines, tupleLines, wrap } from './layout.ts';
import { docstring, inline, pyLiteral } from './literal.ts';

/** What a template may call besides printing its view. */
export const py = { literal: pyLiteral, docstring, inline, imports, wrap, docstringLines, tupleLines };
