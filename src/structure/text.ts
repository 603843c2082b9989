/** What one side has where both changed the same lines. */
export interface Hunk {
  /** The first line of it in the user's file, from 1. */
  readonly line: number;
  readonly mine: readonly string[];
  /** What the last pristine render had there; undefined where there is none. */
  readonly base?: readonly string[];
  readonly theirs: readonly string[];
}

/** One line of a file, apart from what ends it. */
export interface Line {
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or nothing at the end of a file. */
  readonly end: string;
  /** In a merged file: the line stands for a place to choose at. */
  readonly open?: { readonly mine: readonly Line[]; readonly hunk: Omit<Hunk, 'line'> };
}

/** A file as its user has it: what editors and git change on their own stands apart from what was written. */
export interface Text {
  readonly mark: string;
  readonly lines: readonly Line[];
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/g;

/** Takes a file apart; `printText` of the result is the same file byte for byte. */
export function readText(text: string): Text {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const lines = [...text.slice(mark.length).matchAll(LINE)]
    .filter(([whole]) => whole !== '')
    .map(([, content = '', end = '']) => ({ text: content, end }));
  return { mark, lines };
}

/** The file again. A line that nothing ends is ended where another follows it. */
export function printText({ mark, lines }: Text): string {
  const usual = usualEnd(lines);
  const last = lines.length - 1;
  return mark + lines.map(({ text, end }, at) => text + (end === '' && at < last ? usual : end)).join('');
}

/** Whether a file held text when it was read: bytes that are none were lost then. */
export function isText(text: string): boolean {
  return !/\ufffd|\0/.test(text);
}

/** How most lines of a file end. */
export function usualEnd(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { end } of lines) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '\n';
}
