import { expect, test } from 'vitest';
import { format } from '../../src/render/format.ts';

const long = `def f(${'a'.repeat(40)}, ${'b'.repeat(40)}, ${'c'.repeat(40)}): pass\n`;

test('files with short lines, and files that are not Python, are left as they are', () => {
  expect(format('a.py', 'x=1\n')).toBe('x=1\n');
  expect(format('a.md', 'x'.repeat(300))).toBe('x'.repeat(300));
});

test('a line over 100 characters brings formatting and sorted imports', () => {
  const text = format('a.py', `import os\nfrom app.b import c\nimport abc\n\n${long}`);
  expect(text).toMatch(/^import abc\nimport os\n\nfrom app\.b import c\n\n\ndef f\(\n/);
  expect(format('a.py', text)).toBe(text);
});

test('exactly 100 characters are not too many, but wide ones count twice', () => {
  const narrow = `x='${'y'.repeat(96)}'\n`;
  expect(format('a.py', narrow)).toBe(narrow);
  expect(format('a.py', `x='${'漢'.repeat(50)}'\n`)).toBe(`x = "${'漢'.repeat(50)}"\n`);
});

test('prose, and what the template itself has, are left as they are', () => {
  const prose = `x=1\n    # ${'c'.repeat(100)}\n"""${'d'.repeat(100)}"""\n`;
  expect(format('a.py', prose)).toBe(prose);
  expect(format('a.py', `y=1\n${long}`, () => `<%- y %>\n${long}`)).toBe(`y=1\n${long}`);
});

test('broken Python is told with its path', () => {
  expect(() => format('app/a.py', `def (${long}`)).toThrow(/app\/a\.py was not rendered as valid Python/);
});
