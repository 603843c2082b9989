/** A conflict: the lines of each side. */
export interface Hunk {
  /** Its 1-based first line in the user's file. */
  readonly line: number;
  readonly mine: readonly string[];
  /** The lines of the base; undefined if there is no base. */
  readonly base?: readonly string[];
  readonly theirs: readonly string[];
}

/** One line of a file, separate from its line end. */
export interface Line {
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or nothing at the end of a file. */
  readonly end: string;
  /** In a merged file: the hunk that the line represents. */
  readonly open?: { readonly mine: readonly Line[]; readonly hunk: Omit<Hunk, 'line'> };
}

/** A parsed file: line ends and byte order mark are separate from the text. */
export interface Text {
  readonly mark: string;
  readonly lines: readonly Line[];
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = /\r\n?|\n/g;

/** Parses a file; `printText` restores it byte for byte. */
export function readText(text: string): Text {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const lines: Line[] = [];
  let from = mark.length;
  for (const { 0: end, index } of text.matchAll(LINE_END)) {
    lines.push({ text: text.slice(from, index), end });
    from = index + end.length;
  }
  if (from < text.length) lines.push({ text: text.slice(from), end: '' });
  return { mark, lines };
}

/** Prints the file. A line without a line end gets one if another line follows. */
export function printText({ mark, lines }: Text): string {
  const usual = usualEnd(lines);
  const last = lines.length - 1;
  return mark + lines.map(({ text, end }, at) => text + (end === '' && at < last ? usual : end)).join('');
}

/** Whether a file was valid text: decoding replaced no bytes. */
export function isText(text: string): boolean {
  return !/\ufffd|\0/.test(text);
}

/** The most common line end of a file. */
export function usualEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '\n';
}
