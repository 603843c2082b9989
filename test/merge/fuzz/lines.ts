import type { Source } from '../../proof/random.ts';

/** Changes lines as a user would; `id` makes what is new unlike anything else. Returns undefined where there is no place for it. */
export type Edit = (lines: readonly string[], random: Source, id: string) => readonly string[] | undefined;

export const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

export function insert(lines: readonly string[], at: number, ...added: readonly string[]): readonly string[] {
  return [...lines.slice(0, at), ...added, ...lines.slice(at)];
}

export function rowOf(lines: readonly string[], random: Source, pattern: RegExp): number | undefined {
  const rows = lines.flatMap((line, row) => (pattern.test(line) ? [row] : []));
  return rows.length === 0 ? undefined : random.pick(rows);
}

/** The row after a block that begins in a row: the next that is indented no deeper, without the empty ones before it. */
export function endOf(lines: readonly string[], row: number): number {
  const depth = indentOf(lines[row] ?? '').length;
  let end = row + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    if (line.trim() !== '' && indentOf(line).length <= depth && !/^\s*[)\]}]/.test(line)) break;
    end += 1;
  }
  while (end > row + 1 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return end;
}
