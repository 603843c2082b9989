import type { FieldTypeName } from '../../src/fields/types.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const forty = 'pneumonoultramicroscopicsilicovolcanocon';

/** Names that are legal and ask for trouble: one letter, forty, words of Python, of SQL, of the libraries and of the templates themselves. */
export const resourceNames = words(`
  Q Pneumonoultramicroscopicsilicovolcanoc Series Order Group Select Testament Match Case Index Where
  Person Species Data Column1 Key Value Row Item Client Body World Payload Http Sheep Analysis Status Address
  Child Bus Transaction Grant Limit View Trigger Cast Default References Primary Rating Mouse Quiz Day Hero
  Leaf Staff OrderItem X1y2 Ab Cafe Model Config
`);

export const fieldNames = words(`
  a l o n x1 ${forty} match case type order select group user table where page size sort items total pages
  name value values query session client body payload row rows service response request date time datetime
  uuid url email slug password token status status_code created deleted key index column primary default
  limit offset count sum len filter field fields model models json_data data text enum hash format input
  open next all any map zip iter print range sorted super app router tests settings statement changes
  url_from amount_to detail errors title instance world engine sample low high other first second wrong
  sent sa op path cls args e
`);

const texts: readonly string[] = [
  'it\'s "fine"',
  'back\\slash \\n \\u0041 \\',
  '<%= process.exit(1) %>',
  '{{ name }} {% if %}',
  '${HOME} `id`',
  'emoji 👩‍👩‍👧‍👦🏳️‍🌈',
  'שלום עולם, مرحبا',
  '"""',
  "'''",
  '{x!r:>{width}}',
  '# no comment',
  '%s %(name)s',
  '; DROP TABLE users; --',
  'ends with "',
  "'",
  '"',
  '\\',
  'a',
  'ß İ ı',
  '漢字',
  '\u202Eright to left',
  'x'.repeat(60),
  '<script>',
  '%',
  '-',
  '0',
];

/** Values of each type at its edges; a type that is not here is drawn with the example of its row. */
export const values: Partial<Readonly<Record<FieldTypeName, readonly string[]>>> = {
  str: texts,
  text: [...texts, 'two\nlines\n\n  """ and a tab\t'],
  int: ['0', '1', '-1', '7', '100', '2147483647', '-2147483648'],
  bigint: ['0', '1', '-1', '50', '9223372036854775807', '-9223372036854775808', '9007199254740993'],
  float: ['0', '1', '-1', '0.1', '1e300', '-2.5e-300', '100', '3.141592653589793'],
  decimal: ['0', '1', '-1', '0.5', '9', '-9', '0.1', '99', '999.99'],
  bool: ['true', 'false'],
  date: ['0001-01-01', '9999-12-31', '2024-02-29', '1969-12-31'],
  datetime: [
    '0001-01-02T00:00:00Z',
    '9999-12-30T23:59:59.999999Z',
    '2026-03-29T02:30:00+02:00',
    '1970-01-01T00:00:00Z',
  ],
  time: ['00:00:00', '23:59:59.999999', '12:30'],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  email: ["o'neil+tag@example.com", 'a@b.co'],
  url: [
    'https://example.com/a?b=c&d="e"#f',
    "http://a.example.com:8080/it's",
    'https://xn--bcher-kva.example.com/%20',
  ],
  slug: ['a', '0', 'a-1-b'],
  json: ['{}', '{"a": {"b": [1, 2.5, null, true, "it\'s \\"q\\" 👋"]}}', '{"<%": "{{", "": 0}'],
};

/** Lists of values for an enum. */
export const choices: readonly string[] = [
  'draft,active,retired',
  'it\'s,"quoted",back\\slash',
  '<%,%>,{{,}}',
  '1,2nd,3.0,-4',
  'None,True,False,class',
  'name,value,mro,values',
  '👍,👎,漢字,שלום',
  'a b,a-b,a_b,A B',
  'x',
];

/** What a user may say about a project. */
export const descriptions: readonly string[] = [
  'It\'s "quoted", \\ slashed, <%= 1 %> and {{ braced }} ${x}',
  'Emoji 👩‍👩‍👧‍👦, עברית, العربية and 漢字',
  '"""',
  "''' # %s {0} --",
];
