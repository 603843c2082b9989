import { faultsOf, sortImports, type Layout } from '../python/ruff.ts';
import { laidOut } from './lens.ts';
import type { Sides } from '../structure/lines.ts';
import { loadParser, parsed } from '../structure/parser.ts';

const UNDEFINED = /^F821 Undefined name `(\w+)`$/;

/** Returns the top-level import statement of a name. */
function importOf(text: string, name: string): string | undefined {
  const tree = parsed(text.replace(/\r\n?/g, '\n'));
  try {
    for (const node of tree.rootNode.namedChildren) {
      if (node?.type !== 'import_from_statement' && node?.type !== 'import_statement') continue;
      const found = node
        .childrenForFieldName('name')
        .find((each) => (each?.childForFieldName('alias') ?? each)?.text === name);
      const module = node.childForFieldName('module_name')?.text;
      if (found) return module === undefined ? `import ${found.text}` : `from ${module} import ${found.text}`;
    }
    return undefined;
  } finally {
    tree.delete();
  }
}

/** Restores imports that one side removed and the other side still uses. */
async function withImports(text: string, sides: Sides): Promise<string> {
  const undefinedNames = faultsOf(text).filter((fault) => UNDEFINED.test(fault));
  if (undefinedNames.length === 0) return text;
  const known = new Set([sides.mine, sides.theirs].flatMap(faultsOf));
  const missing = new Set(
    undefinedNames.flatMap((fault) => (known.has(fault) ? [] : (UNDEFINED.exec(fault)?.[1] ?? []))),
  );
  if (missing.size === 0) return text;
  await loadParser();
  const statements = [...missing].flatMap(
    (name) => [sides.base, sides.mine, sides.theirs].map((side) => importOf(side, name)).find(Boolean) ?? [],
  );
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const at = /^(?:from|import) (?!__future__)/m.exec(text)?.index;
  if (at === undefined) return text;
  return text.slice(0, at) + statements.map((statement) => statement + end).join('') + text.slice(at);
}

const isSorted = (text: string): boolean => sortImports(text) === text;

/**
 * Completes a merged Python file: restores missing imports, sorts imports, and formats it if the user's file is formatted.
 */
export async function finish(merged: string, sides: Sides, layout: Layout | undefined): Promise<string> {
  try {
    const text = await withImports(merged, sides);
    const tidy = sortImports(text);
    const sorted = tidy === text || isSorted(sides.mine) ? tidy : text;
    const isPlain = !sorted.startsWith('\ufeff') && !/\r(?!\n)/.test(sorted);
    const isEven = !sorted.includes('\r\n') || !/(?<!\r)\n/.test(sorted);
    return layout !== undefined && isPlain && isEven ? laidOut(layout, sorted) : sorted;
  } catch {
    // The merged text is not valid Python: leave it as it is.
    return merged;
  }
}
