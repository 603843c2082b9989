import { expect, test } from 'vitest';
import { datetimeText, dateText, timeText } from '../../src/fields/moments.ts';
import * as values from '../../src/fields/values.ts';

test.each([
  [values.integerText, '+007', '7'],
  [values.integerText, '-0', '0'],
  [values.integerText, '9223372036854775808', '9223372036854775808'],
  [values.integerText, '1.0', undefined],
  [values.integerText, '1e3', undefined],
  [values.integerText, '', undefined],
  [values.decimalText, '01.500', '1.5'],
  [values.decimalText, '100', '100'],
  [values.decimalText, '100.00', '100'],
  [values.decimalText, '-0.00', '0'],
  [values.decimalText, '0.10000000000000000001', '0.10000000000000000001'],
  [values.decimalText, '.5', undefined],
  [values.decimalText, 'NaN', undefined],
  [values.floatText, '1e-3', '0.001'],
  [values.floatText, '-0', '0'],
  [values.floatText, '1e999', undefined],
  [values.floatText, 'Infinity', undefined],
  [values.uuidText, '123E4567-E89B-42D3-A456-426614174000', '123e4567-e89b-42d3-a456-426614174000'],
  [values.uuidText, '123e4567e89b42d3a456426614174000', undefined],
  [values.slugText, 'a-1', 'a-1'],
  [values.slugText, 'a--1', undefined],
  [values.slugText, '-a', undefined],
  [values.emailText, 'Ada+x@Example.com', 'ada+x@example.com'],
  [values.emailText, 'ada@localhost', undefined],
  [values.emailText, 'ada@shop.test', undefined],
  [values.emailText, 'a..b@example.com', undefined],
  [values.emailText, `${'a'.repeat(65)}@example.com`, undefined],
  [values.emailText, 'ada@example.com\n', undefined],
  [values.urlText, 'https://example.com', 'https://example.com'],
  [values.urlText, 'http://[::1]:80/a?b=c#d', 'http://[::1]:80/a?b=c#d'],
  [values.urlText, 'ftp://example.com', undefined],
  [values.urlText, 'https://', undefined],
  [values.urlText, 'https://exa mple.com', undefined],
  [values.jsonText, '{"a": [1, null]}', '{"a": [1, null]}'],
  [values.jsonText, '[1]', undefined],
  [values.jsonText, '{"a": NaN}', undefined],
  [values.jsonText, '{"a": 1e999}', undefined],
  [values.jsonText, '{"a\\u0000": 1}', undefined],
  [values.jsonText, '{"a": ["\\ud800"]}', undefined],
  [dateText, '2024-02-29', '2024-02-29'],
  [dateText, '2026-02-29', undefined],
  [dateText, '0000-01-01', undefined],
  [dateText, '0001-01-01', '0001-01-01'],
  [timeText, '23:59:59.500000', '23:59:59.5'],
  [timeText, '24:00', undefined],
  [timeText, '10:00Z', undefined],
  [datetimeText, '2026-01-01T00:00:00', undefined],
  [datetimeText, '2026-01-01 00:30+05:30', '2025-12-31T19:00:00Z'],
  [datetimeText, '2026-01-01T00:00:00.1234567Z', undefined],
  [datetimeText, '0001-01-01T00:00:00+01:00', undefined],
  [datetimeText, '9999-12-31T23:59:59-00:01', undefined],
  [datetimeText, '9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
])('%o reads %j as %j', (read, text, canonical) => {
  expect(read(text)).toBe(canonical);
});

test('units of a decimal are exact', () => {
  expect(values.decimalUnits('-12345678901234.5', 2)).toBe(-1234567890123450n);
  expect(values.unitsText(-5n, 2)).toBe('-0.05');
  expect(values.unitsText(7n, 0)).toBe('7');
});
