import { join } from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { packageFolder } from '../package-root.ts';

let parser: Parser | undefined;

/** Loads the parser of Python, once. */
export async function loadParser(): Promise<void> {
  if (parser) return;
  await Parser.init();
  const made = new Parser();
  made.setLanguage(await Language.load(join(packageFolder, 'grammars', 'tree-sitter-python.wasm')));
  parser = made;
}

/** The syntax tree of a Python text, after `loadParser`; whoever asks for it deletes it. */
export function parsed(text: string): Tree {
  const tree = parser?.parse(text);
  if (!tree) throw new Error('the parser is not loaded');
  return tree;
}
