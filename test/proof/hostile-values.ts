const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const digits = (count: number): string => `1${'0'.repeat(count)}`;
const nested = (depth: number, open: string, close: string): string =>
  open.repeat(depth) + close.repeat(depth);
const quoted = (texts: readonly string[]): readonly string[] => texts.map((text) => `"${text}"`);
const unknown = '"7c9e6679-7425-40de-944b-e07fc1f90ae7"';

// Raw: what is escaped here is escaped in the JSON that is sent.
const shapes = String.raw`null true 0 -1 1.5 "" [] {} [null] [[]] {"":{}} [{}] {"__proto__":{},"$ref":1} {"a":1e400} {"a":NaN}`;
const characters = String.raw`"\u0000" "a\u0000b" "\ud800" "\udfff\ud800" {"\ud800":"\u0000"} ["\ud800"] {"a\u0000":1}
  "\u202e\ufeff" "http://ex\ud800ample.com" "http://\u0000.com" "\"@\"@example.com" "\ud83d\udc4d"`;
const numbers = `2147483648 9223372036854775808 1e400 -1e400 1e-400 1e308 5e-324 NaN Infinity -Infinity 1e20 -1e20 253402300800
  0.1234567890123456789012345678901234567890 "NaN" "sNaN" "Infinity" "-inf" "1e400" "1E+1000000" "1_000" "١٢٣"`;
const moments = `0001-01-01T00:00:00+23:59 9999-12-31T23:59:59-23:59 10000-01-01 -0001-01-01 0000-00-00 2026-02-30 24:00:00
  9999-12-31T23:59:59.9999999Z 23:59:60 12:00:00+14:00 2026-01-01T00:00:00 ٢٠٢٦-٠١-٠١`;
const addresses = `a@b a@xn--a.com http://[::1 javascript:1 http://example.com:99999/ http://${'a'.repeat(300)}.com
  a@${'b.'.repeat(150)}com 00000000-0000-0000-0000-000000000000`;
const injections = ["'; DROP TABLE x; --", '%00', '{{7*7}}', '${jndi}', '%s%n', ' ', '👩‍👩‍👧‍👦'];

/** Values as JSON writes them, and some that it does not: each is put in the place of each field. */
export const hostileValues: readonly string[] = [
  ...words(shapes),
  ...words(characters),
  ...words(numbers),
  ...quoted(words(moments)),
  ...quoted(words(addresses)),
  ...quoted(injections),
  ...quoted(['x'.repeat(300), 'é'.repeat(100_001), digits(400)]),
  ...[18, 19, 400, 5000].flatMap((count) => [digits(count), `-${digits(count)}`, `0.${digits(count)}`]),
  ...[500, 5000].flatMap((depth) => [
    nested(depth, '[', ']'),
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  ]),
  unknown,
  `[${unknown}]`,
  `[${Array(2000).fill(unknown).join()}]`,
  '["not a uuid"]',
  `{"a":${digits(400)}}`,
];

const bodies = String.raw`null [] "x" 1 { {} {"a": {"a":1}{"a":2} {"a":1,"a":2} {'a':1} [{}] NaN a=b&c=d {"\ud800":1} {"\u0000":1}`;
const large = 'x'.repeat(8 * 1024 * 1024);

/** Whole bodies. */
export const hostileBodies: readonly Buffer[] = [
  ...words(bodies).map((text) => Buffer.from(text)),
  ...['', ' ', '\u0000', '\ufeff{}', digits(400), digits(5000)].map((text) => Buffer.from(text)),
  Buffer.from(nested(100_000, '[', ']')),
  Buffer.from('{"a":'.repeat(100_000)),
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  Buffer.from('{}', 'utf16le'),
  Buffer.from(large),
  Buffer.from(`{"a":"${large}"}`),
];

const queries = `%00 %ff %ed%a0%80 %F0%9F%91%8D -1 0 1.5 NaN Infinity -inf 1e400 1e18 1_0 %20 + null true [] %7B%7D % %25 %zz
  '%20OR%201=1-- 0001-01-01T00:00:00%2B23:59 9999-12-31T23:59:59-23:59 10000-01-01 2026-02-30 24:00:00 12:00:00%2B14:00
  253402300800 7c9e6679-7425-40de-944b-e07fc1f90ae7 %D9%A1 0.1234567890123456789012345678901234567890 id -id --id id;--`;

/** Values of a query parameter, already encoded. */
export const hostileQueries: readonly string[] = [
  ...words(queries),
  ...[18, 19, 400, 4999].flatMap((count) => [digits(count), `-${digits(count)}`]),
  '',
  'x'.repeat(3000),
];

const ids = `%00 %ff %ed%a0%80 0 -1 null %20 ' %2e%2e %2F %D9%A1 %F0%9F%91%8D 7c9e6679-7425-40de-944b-e07fc1f90ae7
  %7B7c9e6679-7425-40de-944b-e07fc1f90ae7%7D 7c9e6679742540de944be07fc1f90ae7`;

/** What may stand for a row's id in a path, already encoded. */
export const hostileIds: readonly string[] = [...words(ids), digits(400), 'x'.repeat(3000)];
