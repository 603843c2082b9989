import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours of the word before a path, of every verb that lists files. */
const WORDS: Readonly<Record<string, Style>> = {
  create: 'green',
  update: 'cyan',
  merge: 'magenta',
  conflict: 'red',
  remove: 'yellow',
  'deleted by you': 'dim',
  unmanaged: 'dim',
  'yours kept': 'dim',
  restore: 'cyan',
  resolved: 'green',
  unresolved: 'red',
  // Labels of `list`.
  fields: 'dim',
  routes: 'dim',
  edited: 'dim',
  for: 'dim',
  layers: 'dim',
  flags: 'dim',
};

/** Colours of the lines of a diff, by how they begin. */
const DIFF: readonly (readonly [start: RegExp, style: Style])[] = [
  [/^(---|\+\+\+) /, 'bold'],
  [/^@@ /, 'cyan'],
  [/^\+/, 'green'],
  [/^-(?!-)/, 'red'],
];

const styled = (style: Style, text: string): string =>
  styleText(style, text, { validateStream: false } as never);

const FILE_LINE = new RegExp(`^( *)(${Object.keys(WORDS).join('|')})(: |  )`);
const STEP_LINE = /^( +\d+\. )(.*?)(  # .*)?$/;

function paintLine(line: string): string {
  const [found, gap = '', word = '', end = ''] = FILE_LINE.exec(line) ?? [];
  if (found !== undefined)
    return `${gap}${styled(WORDS[word] ?? 'reset', word)}${end}${line.slice(found.length)}`;
  const [step, number = '', command = '', note = ''] = STEP_LINE.exec(line) ?? [];
  if (step !== undefined) return `${number}${styled('bold', command)}${note && styled('dim', note)}`;
  return /^(Next steps|To repeat this without questions|[A-Z][a-z ]+):$/.test(line)
    ? styled('bold', line)
    : line;
}

function paintDiff(line: string): string {
  const style = DIFF.find(([start]) => start.test(line))?.[1];
  return style === undefined ? line : styled(style, line);
}

/** Colours the output of a verb for a terminal: the words before paths, diffs, next steps. The text stays the same. */
export function painted(text: string): string {
  const lines = text.split('\n');
  const isDiff = /^(---|\+\+\+|@@|[-+]) ?/.test(text);
  return lines.map(isDiff ? paintDiff : paintLine).join('\n');
}

/** Whether a stream takes colours; FORCE_COLOR and NO_COLOR decide first, as in Node. */
export function takesColour(stream: { readonly isTTY?: boolean }, env = process.env): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no) return false;
  return stream.isTTY === true && terminal !== 'dumb';
}
