import { expect, test } from 'vitest';
import { exampleOf } from '../../src/fields/examples.ts';

test.each([
  [{ name: 'name', type: 'str' }, 'Ada Lovelace'],
  [{ name: 'unit_price', type: 'decimal', precision: 10, scale: 2 }, '19.99'],
  [{ name: 'contact_email', type: 'email' }, 'ada@example.com'],
  [{ name: 'stock', type: 'int' }, '12'],
  [{ name: 'founded', type: 'bool' }, 'true'],
] as const)('%o reads like one', (field, example) => {
  expect(exampleOf(field)).toBe(example);
});

test.each([
  [{ name: 'name', type: 'str', max: 3 }],
  [{ name: 'price', type: 'int', gt: '100' }],
  [{ name: 'remark', type: 'str' }],
  [{ name: 'constructor', type: 'str' }],
] as const)('%o has none that its bounds and type allow', (field) => {
  expect(exampleOf(field)).toBeUndefined();
});
