import type { Layout } from '../../../src/python/ruff.ts';
import type { Source } from '../../proof/random.ts';
import { endOf, indentOf, insert, rowOf, type Edit } from './lines.ts';
import { formatted, layouts, teamEdits } from './team-edits.ts';

const FUNCTION = /^ *(async )?def \w+/;
const STATEMENT = /^ {4,}(return|raise|await|assert|self\.|\w+ = )/;

/** THE table of what users do to a file. */
export const edits: Readonly<Record<string, Edit>> = {
  'a method or function more': (lines, random, id) => {
    const row = rowOf(lines, random, FUNCTION);
    if (row === undefined) return undefined;
    const indent = indentOf(lines[row] ?? '');
    const gap = indent === '' ? ['', ''] : [''];
    return insert(
      lines,
      endOf(lines, row),
      ...gap,
      `${indent}def ${id}() -> str:`,
      `${indent}    return "${id}"`,
    );
  },
  'a function at the end': (lines, _, id) => [...lines, '', '', `def ${id}() -> str:`, `    return "${id}"`],
  'a statement more': (lines, random, id) => {
    const row = rowOf(lines, random, STATEMENT);
    return row === undefined ? undefined : insert(lines, row, `${indentOf(lines[row] ?? '')}${id} = 1`);
  },
  'a comment more': (lines, random, id) => {
    const row = rowOf(lines, random, /^ *(async def|def|class|return|from|import|@)\b/);
    return row === undefined ? undefined : insert(lines, row, `${indentOf(lines[row] ?? '')}# ${id}`);
  },
  'a comment at a line': (lines, random, id) => {
    const row = rowOf(lines, random, /^ *(return|raise|await|\w+: \w+)\b[^"'\\([{]*$/);
    return row === undefined ? undefined : lines.with(row, `${lines[row]}  # ${id}`);
  },
  'an import more': (lines, random, id) => {
    const row = rowOf(lines, random, /^(from|import) [^(]*$/);
    return row === undefined ? undefined : insert(lines, row, `from extra import ${id}`);
  },
  'a name of an import more': (lines, random, id) => {
    const row = rowOf(lines, random, /^from \S+ import [^(#]*$/);
    return row === undefined ? undefined : lines.with(row, `${lines[row]}, ${id}`);
  },
  'an attribute more': (lines, random, id) => {
    const row = rowOf(lines, random, /^ {4}\w+: [^"'()[\]{}]+$/);
    return row === undefined ? undefined : insert(lines, row + 1, `    ${id}: int = 1`);
  },
  'an element more': (lines, random, id) => {
    const row = rowOf(lines, random, /^ {4}[\w."]+,$/);
    return row === undefined ? undefined : insert(lines, row, `    "${id}",`);
  },
  'another text': (lines, random, id) => {
    const row = rowOf(lines, random, /"""[A-Z][^"]*"""$/);
    return row === undefined
      ? undefined
      : lines.with(row, (lines[row] ?? '').replace(/[.]?"""$/, ` ${id}."""`));
  },
  'a statement changed': (lines, random, id) => {
    const row = rowOf(lines, random, /^( {4})?[\w.]+\(.*\)$/);
    return row === undefined ? undefined : lines.with(row, `${(lines[row] ?? '').slice(0, -1)}, ${id}=1)`);
  },
  'a function less': (lines, random) => {
    const row = rowOf(lines, random, FUNCTION);
    if (row === undefined || /^ *@/.test(lines[row - 1] ?? '')) return undefined;
    return [...lines.slice(0, row), ...lines.slice(endOf(lines, row))];
  },
  'an empty line more': (lines, random) => {
    const row = rowOf(lines, random, STATEMENT);
    return row === undefined ? undefined : insert(lines, row, '');
  },
};

const all: Readonly<Record<string, Edit>> = { ...edits, ...teamEdits };

/** A file as its user has it after a few edits. */
export interface Edited {
  readonly text: string;
  /** What the user's formatter is told; undefined where there is none. */
  readonly layout: Layout | undefined;
}

/** Edits a file, and formats it as a team may. */
export function edited(text: string, random: Source, isValid: (text: string) => boolean): Edited {
  let lines: readonly string[] = text.replace(/\n$/, '').split('\n');
  const wanted = random.between(1, 4);
  for (let done = 0, tries = 0; done < wanted && tries < 20; tries += 1) {
    const edit = all[random.pick(Object.keys(all))];
    const next = edit?.(lines, random, `mine_${random.between(0, 999_999_999)}`);
    if (next === undefined || !isValid(`${next.join('\n')}\n`)) continue;
    lines = next;
    done += 1;
  }
  const picked = random.pick(layouts);
  const layout = picked === 'none' ? undefined : picked;
  const laidOut = formatted(`${lines.join('\n')}\n`, layout);
  return { text: random.chance(0.1) ? laidOut.replaceAll('\n', '\r\n') : laidOut, layout };
}
