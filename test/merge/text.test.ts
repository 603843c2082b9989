import { expect, test } from 'vitest';
import { printText, readText, usualEnd } from '../../src/structure/text.ts';

test.each(['', '\n', 'a', 'a\n', 'a\r\nb\nc\rd', '\ufeffa\r\n\r\n', 'a\n\n\n', 'a\u2028b\n'])(
  '%j is read and printed as it was',
  (text) => {
    expect(printText(readText(text))).toBe(text);
  },
);

test('a line that nothing ended is ended where another follows', () => {
  const [a, b] = [readText('a\r\nb'), readText('c')];
  expect(printText({ mark: '', lines: [...a.lines, ...b.lines] })).toBe('a\r\nb\r\nc');
});

test('a file ends its lines as most of them are ended', () => {
  expect(usualEnd(readText('a\r\nb\r\nc\n').lines)).toBe('\r\n');
  expect(usualEnd(readText('').lines)).toBe('\n');
});
