import { join } from 'node:path';
import type { Parser, Tree } from 'web-tree-sitter';
import { packageFolder } from '../package-root.ts';

let parser: Parser | undefined;

/** Loads the Python parser once. */
export async function loadParser(): Promise<void> {
  if (parser) return;
  // Most merges need no parser.
  const tree = await import('web-tree-sitter');
  await tree.Parser.init();
  const made = new tree.Parser();
  made.setLanguage(await tree.Language.load(join(packageFolder, 'grammars', 'tree-sitter-python.wasm')));
  parser = made;
}

/** Parses a Python text; call `loadParser` first. The caller must delete the tree. */
export function parsed(text: string): Tree {
  const tree = parser?.parse(text);
  if (!tree) throw new Error('the parser is not loaded');
  return tree;
}
