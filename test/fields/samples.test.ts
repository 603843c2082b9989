import { expect, test } from 'vitest';
import { bigintPython, decimalPython, intPython } from '../../src/fields/python-number.ts';
import { parseField } from '../../src/language/field.ts';

/** How many values a sample has: what `n` is divided by. */
const spanOf = (sample: string): number => Number(/n % (\d+)/.exec(sample)?.[1]);

test.each([
  ['n:bigint:unique:le=1', bigintPython],
  ['n:int:unique:le=1', intPython],
  ['n:int:unique:lt=0', intPython],
  ['n:int:unique:ge=-500', intPython],
  ['n:int:unique:le=300', intPython],
  ['n:decimal:unique:precision=5:scale=2:le=0.01', decimalPython],
])('rows of %s do not run out of values', (line, { sample }) => {
  expect(spanOf(sample(parseField(line)))).toBe(1000);
});

test.each([
  ['n:int:le=5', '1 + n % 5'],
  ['n:int:ge=7', '7 + n % 1000'],
  ['n:int:unique:le=1', '-998 + n % 1000'],
])('samples of %s are %s', (line, code) => {
  expect(intPython.sample(parseField(line))).toBe(code);
});
