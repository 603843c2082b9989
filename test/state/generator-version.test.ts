import { expect, test } from 'vitest';
import { isLater, refuseOlder } from '../../src/state/generator-version.ts';

test.each([
  ['1.0.0', '0.9.9', true],
  ['0.10.0', '0.9.0', true],
  ['0.1.1', '0.1.0', true],
  ['1.0.0', '1.0.0-rc.1', true],
  ['1.0.0-rc.10', '1.0.0-rc.9', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0-rc.1', '0.1.0', false],
  ['next', '0.1.0', false],
])('%s is later than %s: %s', (version, than, expected) => {
  expect(isLater(version, than)).toBe(expected);
});

test('the latest version of all is named', () => {
  expect(() => refuseOlder(['0.1.0', '0.3.0', '0.2.0'], '0.1.0')).toThrow(
    /written by version 0\.3\.0 .* this is 0\.1\.0/,
  );
  expect(() => refuseOlder(['0.1.0', '0.0.9'], '0.1.0')).not.toThrow();
});
