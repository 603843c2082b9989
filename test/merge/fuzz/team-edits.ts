import { layOutAs, sortImports, type Layout } from '../../../src/python/ruff.ts';
import type { Source } from '../../proof/random.ts';
import { endOf, indentOf, insert, rowOf, type Edit } from './lines.ts';

const IMPORT = /^(from|import) /;
const CLASS = /^class \w+\(.*\):$/;
const METHOD = /^( {4})?(async )?def \w+\(/;

/** The lines with an import of a name, below the other imports. */
function withImport(lines: readonly string[], id: string): readonly string[] | undefined {
  const row = lines.findLastIndex((line) => IMPORT.test(line) && !line.endsWith('('));
  return row < 0 ? undefined : insert(lines, row + 1, `from extra import ${id}`);
}

function put(
  lines: readonly string[],
  random: Source,
  pattern: RegExp,
  to: string,
): readonly string[] | undefined {
  const row = rowOf(lines, random, pattern);
  return row === undefined ? undefined : lines.with(row, (lines[row] ?? '').replace(pattern, to));
}

/** The first row of what stands at a row: its decorators. */
function startOf(lines: readonly string[], row: number): number {
  let start = row;
  while (/^ *(@|\)$)/.test(lines[start - 1] ?? '') && !lines[start - 1]?.startsWith(')')) start -= 1;
  return start;
}

/** THE table of what an experienced team does to a file. */
export const teamEdits: Readonly<Record<string, Edit>> = {
  'a mixin': (lines, random, id) => {
    const edited = put(lines, random, /^(class \w+\()(.*\):)$/, `$1${id}, $2`);
    return edited && withImport(edited, id);
  },
  'an import, and a helper that uses it': (lines, _, id) => {
    const edited = withImport(lines, id);
    return edited && [...edited, '', '', `def helper_${id}() -> object:`, `    return ${id}`];
  },
  'a decorator': (lines, random, id) => {
    const row = rowOf(lines, random, METHOD);
    if (row === undefined) return undefined;
    return withImport(insert(lines, row, `${indentOf(lines[row] ?? '')}@${id}`), id);
  },
  'a decorator above the others': (lines, random, id) => {
    const row = rowOf(lines, random, /^ *@\w[\w.]*(\(.*\))?$/);
    if (row === undefined) return undefined;
    return withImport(insert(lines, row, `${indentOf(lines[row] ?? '')}@${id}`), id);
  },
  'two methods in another order': (lines, random) => {
    const row = rowOf(lines, random, METHOD);
    if (row === undefined) return undefined;
    const indent = indentOf(lines[row] ?? '');
    const end = endOf(lines, row);
    const next = lines.findIndex((line, at) => at >= end && METHOD.test(line));
    if (next < 0 || indentOf(lines[next] ?? '') !== indent) return undefined;
    const [first, second] = [startOf(lines, row), startOf(lines, next)];
    if (lines.slice(end, second).some((line) => line.trim() !== '')) return undefined;
    return [
      ...lines.slice(0, first),
      ...lines.slice(second, endOf(lines, next)),
      ...lines.slice(end, second),
      ...lines.slice(first, end),
      ...lines.slice(endOf(lines, next)),
    ];
  },
  'a function in a module of its own': (lines, random) => {
    const row = rowOf(lines, random, /^(async )?def [a-z]\w+\(/);
    const name = /def (\w+)/.exec(lines[row ?? -1] ?? '')?.[1];
    if (row === undefined || name === undefined || startOf(lines, row) !== row) return undefined;
    return withImport([...lines.slice(0, row), ...lines.slice(endOf(lines, row))], name);
  },
  'an entry in a list of one line': (lines, random, id) =>
    put(lines, random, /^(\s*\w+(: [^=]+)? = [[(].*[^,([])([\])])$/, `$1, "${id}"$3`),
  'an entry in a list of many lines': (lines, random, id) => {
    const row = rowOf(lines, random, /^ +"[\w-]+",$/);
    return row === undefined ? undefined : insert(lines, row + 1, `${indentOf(lines[row] ?? '')}"${id}",`);
  },
  'a pair in a dictionary': (lines, random, id) => {
    const row = rowOf(lines, random, /^ +"\w+": .*[^[({],$/);
    return row === undefined
      ? undefined
      : insert(lines, row + 1, `${indentOf(lines[row] ?? '')}"${id}": None,`);
  },
  'a collaborator': (lines, random, id) => {
    const row = rowOf(lines, random, /^ {8}self\._\w+ = \w+$/);
    const parameter =
      row === undefined ? -1 : lines.slice(0, row).findLastIndex((line) => /^ {4}\) -> None:$/.test(line));
    if (row === undefined || parameter < 0) return undefined;
    const edited = insert(lines, row + 1, `        self._${id} = ${id}`);
    return insert(edited, parameter, `        ${id}: object,`);
  },
  'an argument': (lines, random, id) => put(lines, random, /^( {8}.*\w\(.*\w)\)$/, `$1, ${id}=None)`),
  'a check': (lines, random, id) => {
    const row = rowOf(lines, random, /^ {8}(values|\w+) = .*\)$/);
    return row === undefined ? undefined : insert(lines, row + 1, `        await self.${id}()`);
  },
  'a class of its own': (lines, random, id) => {
    const row = rowOf(lines, random, CLASS);
    return row === undefined ? undefined : insert(lines, row, `class ${id}:`, `    """Mine."""`, '', '');
  },
};

/** How teams format: as the generator does, as black does, in other widths and with other quotes. */
export const layouts: readonly (Layout | 'none')[] = [
  'none',
  { 'line-length': 100 },
  { 'line-length': 100 },
  { 'line-length': 88 },
  { 'line-length': 79, format: { 'quote-style': 'single' } },
  { 'line-length': 120 },
];

/** The file as a team's formatter leaves it. */
export function formatted(text: string, layout: Layout | undefined): string {
  return layout === undefined ? text : layOutAs(layout, sortImports(text));
}
