import { expect, test, vi } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { painted, takesColour } from '../../src/shell/paint.ts';
import { showProgress } from '../../src/shell/progress.ts';

const green = '\u001b[32m';
const red = '\u001b[31m';

test.each([
  ['        create  app/models/note.py', green],
  ['      conflict  app/models/note.py', red],
  ['unresolved: app/models/note.py:3', red],
])('the word of %j is coloured, and the text stays the same', (line, colour) => {
  expect(painted(line)).toContain(colour);
  expect(stripVTControlCharacters(painted(line))).toBe(line);
});

test('a diff is coloured line by line, and other text is not', () => {
  const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same';
  const lines = painted(diff).split('\n');
  expect([lines[3]?.startsWith(red), lines[4]?.startsWith(green), lines[5]]).toEqual([true, true, ' same']);
  expect(stripVTControlCharacters(painted(diff))).toBe(diff);
  expect(painted('nothing to do')).toBe('nothing to do');
});

test('commands of the next steps stand out from their notes', () => {
  const line = '  2. uv run alembic upgrade head  # create the tables';
  expect(painted(line)).toMatch(/^  2\. \u001b\[1muv run alembic upgrade head\u001b\[22m\u001b\[2m  # /);
  expect(stripVTControlCharacters(painted(line))).toBe(line);
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('a stream that is a terminal: %s, with %j, takes colours: %s', (isTTY, env, expected) => {
  expect(takesColour({ isTTY }, env)).toBe(expected);
});

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

test('progress is a plain line in a pipe', () => {
  const pipe = stream(false);
  showProgress('installing (uv sync)', pipe)();
  expect(pipe.written).toEqual(['installing (uv sync)…\n']);
});

test('progress is a line that moves in a terminal, counts seconds, fits, and goes away', () => {
  vi.useFakeTimers();
  try {
    const terminal = stream(true, 30);
    const done = showProgress('installing the dependencies (uv sync)', terminal);
    vi.advanceTimersByTime(2000);
    const shown = new Set(terminal.written.map((text) => stripVTControlCharacters(text).replace('\r', '')));
    expect(shown.size).toBeGreaterThan(5);
    for (const line of shown) expect([...line].length).toBeLessThan(30);
    const before = terminal.written.length;
    done();
    vi.advanceTimersByTime(2000);
    expect(terminal.written.slice(before)).toEqual(['\r\u001b[2K\u001b[?25h']);
  } finally {
    vi.useRealTimers();
  }
});

test('progress says for how long', () => {
  vi.useFakeTimers();
  try {
    const terminal = stream(true);
    const done = showProgress('exporting', terminal);
    vi.advanceTimersByTime(3100);
    done();
    expect(terminal.written.join('')).toContain('exporting… 3 s');
  } finally {
    vi.useRealTimers();
  }
});
