import { pythonString } from '../python/literal.ts';
import type { FieldArguments } from './modifiers.ts';
import { WIRE, importsFrom, type PythonType } from './python.ts';

/** Whether the text may be blank: if `min` is 0, or its default is blank. */
const mayBeBlank = ({ min, default: value }: FieldArguments): boolean => min === 0 || value?.trim() === '';

const textBase = (field: FieldArguments): string => (mayBeBlank(field) ? 'Text' : 'NonBlankText');

const lengths = ({ min, max }: FieldArguments): readonly string[] => [
  ...(!min ? [] : [`min_length=${min}`]),
  ...(max === undefined ? [] : [`max_length=${max}`]),
];

const SPACES = 3;
const WORD = 'value-';
const WORD_ROOM = WORD.length + 6;

/** A text that differs for each `n`, within the field's lengths. */
function sampleText({ min = 0, max = Infinity }: FieldArguments): string {
  if (max < WORD_ROOM) return `f"{n % ${10 ** Math.min(max, 6)}:0${max}d}"`;
  const text = `f"${WORD}{n}"`;
  return min > WORD.length ? `${text}.ljust(${min}, "x")` : text;
}

const repeated = (letter: string, { min = 1 }: FieldArguments): string =>
  min > 1 ? `"${letter}" * ${min}` : `"${letter}"`;

function badLengths(field: FieldArguments): readonly string[] {
  const { min = 0, max } = field;
  return [...(min > 1 ? [`"x" * ${min - 1}`] : []), ...(max === undefined ? [] : [`"x" * ${max + 1}`])];
}

/** A row for a type that is a string on the wire and in the database. */
export const textPython: PythonType = {
  imports: { model: importsFrom('sqlalchemy', 'String'), schema: importsFrom(WIRE, 'NonBlankText', 'Text') },
  annotation: () => 'str',
  request: (field) => ({ base: textBase(field), constraints: lengths(field) }),
  query: ({ max }) => ({ base: 'Text', constraints: max === undefined ? [] : [`max_length=${max}`] }),
  column: ({ max }) => `String(${max})`,
  migration: ({ max }) => `sa.String(length=${max})`,
  value: (text) => pythonString(text),
  json: (text) => pythonString(text),
  sample: sampleText,
  low: (field) => repeated('a', field),
  high: (field) => repeated('b', field),
  invalid: (field) => [
    '7',
    '"\\x00"',
    ...(mayBeBlank(field)
      ? []
      : ['""', `" " * ${Math.min(field.max ?? SPACES, Math.max(field.min ?? 0, SPACES))}`]),
    ...badLengths(field),
  ],
  filter: 'unique',
  sortable: true,
  named: true,
};

export const longTextPython: PythonType = {
  ...textPython,
  imports: { ...textPython.imports, model: importsFrom('sqlalchemy', 'Text') },
  column: () => 'Text',
  migration: () => 'sa.Text()',
  filter: 'never',
  sortable: false,
};

const { named: _, ...unnamedPython } = textPython;

export const emailPython: PythonType = {
  ...unnamedPython,
  imports: { ...textPython.imports, schema: importsFrom(WIRE, 'Email') },
  request: (field) => ({ base: 'Email', constraints: lengths(field) }),
  query: (field) => ({ base: 'Email', constraints: lengths(field) }),
  sample: () => 'f"value-{n}@example.com"',
  low: () => '"a@example.com"',
  high: () => '"b@example.com"',
  invalid: () => ['7', '"nobody"', '"two@at@example.com"'],
};

export const urlPython: PythonType = {
  ...unnamedPython,
  imports: { ...textPython.imports, schema: importsFrom(WIRE, 'Text', 'Url') },
  request: (field) => ({ base: 'Url', constraints: lengths(field) }),
  query: (field) => ({ base: 'Text', constraints: lengths(field) }),
  sample: () => 'f"https://example.com/{n}"',
  low: () => '"https://example.com/a"',
  high: () => '"https://example.com/b"',
  invalid: () => ['7', '"example.com"', '"ftp://example.com"', '"https://"'],
};

export const slugPython: PythonType = {
  ...textPython,
  imports: { ...textPython.imports, schema: importsFrom(WIRE, 'Slug') },
  request: (field) => ({ base: 'Slug', constraints: lengths(field) }),
  query: (field) => ({ base: 'Slug', constraints: lengths(field) }),
  invalid: (field) => ['7', '"Not A Slug"', '"-"', ...badLengths(field)],
};
