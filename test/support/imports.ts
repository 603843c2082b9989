import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { dirname, normalize } from 'node:path/posix';

const src = join(import.meta.dirname, '..', '..', 'src');

/** Imports of a file and re-exports, of types too, and those that are made late. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** A file of `src/`, by its path from there. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  /** The files of `src/` that it imports. */
  readonly imports: readonly string[];
}

/** Reads every file of `src/`. */
export function sourceFiles(): readonly SourceFile[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      const path = relative(src, join(entry.parentPath, entry.name)).split(sep).join('/');
      const imports = [...text.matchAll(IMPORT)].map(([, to = '']) => normalize(join(dirname(path), to)));
      return { path, lines: text.split('\n').length - 1, imports };
    });
}

/** The folder of a file; a file beside the folders stands for itself. */
export const roomOf = (path: string): string => path.split('/')[0]?.replace(/\.ts$/, '') ?? '';

/** Returns a circle of a graph, or undefined where there is none. */
export function circleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle) return circle;
  }
  return undefined;
}
