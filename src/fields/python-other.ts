import { enumMembers } from './enum-members.ts';
import { pythonString, pythonValue } from '../python/literal.ts';
import { BASE, WIRE, importsFrom, type PythonType } from './python.ts';

const title = (text: string): string => (text === 'true' ? 'True' : 'False');

export const boolPython: PythonType = {
  imports: { schema: importsFrom('pydantic', 'StrictBool') },
  annotation: () => 'bool',
  request: () => ({ base: 'StrictBool' }),
  query: () => ({ base: 'bool' }),
  migration: () => 'sa.Boolean()',
  value: title,
  json: title,
  sample: () => 'n % 2 == 0',
  low: () => 'False',
  high: () => 'True',
  invalid: () => ['"perhaps"', '"true"', '1'],
  filter: 'always',
  sortable: true,
};

const moment = {
  imports: {
    code: { dt: 'import datetime as dt' },
    model: importsFrom(BASE, 'UtcDateTime'),
    schema: importsFrom(WIRE, 'Date', 'Moment', 'TimeOfDay'),
  },
  filter: 'range',
  sortable: true,
  json: (text: string) => `"${text}"`,
} as const;

export const datePython: PythonType = {
  ...moment,
  annotation: () => 'dt.date',
  request: () => ({ base: 'Date' }),
  query: () => ({ base: 'Date' }),
  migration: () => 'sa.Date()',
  value: (text) => `dt.date.fromisoformat("${text}")`,
  sample: () => 'f"2024-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"',
  low: () => '"2024-01-01"',
  high: () => '"2024-01-02"',
  invalid: () => ['"soon"', '"2024-02-30"', '86400'],
};

export const datetimePython: PythonType = {
  ...moment,
  annotation: () => 'dt.datetime',
  request: () => ({ base: 'Moment' }),
  query: () => ({ base: 'Moment' }),
  column: () => 'UtcDateTime',
  migration: () => 'sa.DateTime(timezone=True)',
  value: (text) => `dt.datetime.fromisoformat("${text}")`,
  sample: () => 'f"2024-01-01T{n // 60 % 24:02d}:{n % 60:02d}:00Z"',
  low: () => '"2024-01-01T00:00:00Z"',
  high: () => '"2024-01-02T00:00:00Z"',
  invalid: () => ['"soon"', '"2024-01-01T00:00:00"', '"0001-01-01T00:00:00+14:00"', '86400'],
};

export const timePython: PythonType = {
  ...moment,
  annotation: () => 'dt.time',
  response: 'TimeOfDay',
  request: () => ({ base: 'TimeOfDay' }),
  query: () => ({ base: 'TimeOfDay' }),
  migration: () => 'sa.Time()',
  value: (text) => `dt.time.fromisoformat("${text}")`,
  sample: () => 'f"{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}"',
  low: () => '"08:00:00"',
  high: () => '"09:00:00"',
  invalid: () => ['"soon"', '"24:01:00"', '"08:00:00Z"', '3600'],
};

export const uuidPython: PythonType = {
  imports: { code: importsFrom('uuid', 'UUID') },
  annotation: () => 'UUID',
  request: () => ({ base: 'UUID' }),
  query: () => ({ base: 'UUID' }),
  migration: () => 'sa.Uuid()',
  value: (text) => `UUID("${text}")`,
  json: (text) => `"${text}"`,
  sample: () => 'str(UUID(int=n))',
  low: () => '"00000000-0000-4000-8000-000000000001"',
  high: () => '"00000000-0000-4000-8000-000000000002"',
  invalid: () => ['"not-a-key"', '7'],
  filter: 'unique',
  sortable: true,
};

export const jsonPython: PythonType = {
  imports: {
    model: importsFrom(BASE, 'JSON_DOCUMENT', 'JsonDocument'),
    schema: { ...importsFrom(BASE, 'JsonDocument'), ...importsFrom(WIRE, 'Document', 'json_size') },
  },
  annotation: () => 'JsonDocument',
  request: ({ max }) => ({ base: 'Document', validators: [`json_size(${max})`] }),
  query: () => ({ base: 'Document' }),
  column: () => 'JSON_DOCUMENT',
  migration: () => 'JSON_DOCUMENT',
  value: (text) => pythonValue(JSON.parse(text)),
  json: (text) => pythonValue(JSON.parse(text)),
  sample: () => '{"n": n}',
  low: () => '{"n": 1}',
  high: () => '{"n": 2}',
  invalid: ({ max }) => ['"text"', '7', '{"key": "\\x00"}', `{"key": "x" * ${max}}`],
  filter: 'never',
  sortable: false,
};

/** Spare length, so that the column need not grow for each new value. */
const ENUM_LENGTH = 32;

export const enumLength = (values: readonly string[]): number =>
  Math.max(ENUM_LENGTH, ...values.map((value) => [...value].length));

export const enumPython: PythonType = {
  imports: { model: { enum: 'import enum', ...importsFrom(BASE, 'enum_column') } },
  annotation: (_field, enumName) => enumName,
  request: (_field, enumName) => ({ base: enumName }),
  query: (_field, enumName) => ({ base: enumName }),
  column: ({ values = [] }, enumName) => `enum_column(${enumName}, length=${enumLength(values)})`,
  migration: ({ values = [] }) => `sa.String(length=${enumLength(values)})`,
  value: (text, { values = [] }, enumName) =>
    `${enumName}.${enumMembers(values)[values.indexOf(text)]?.name}`,
  json: (text) => pythonString(text),
  sample: ({ values = [] }) => pythonString(values[0] ?? ''),
  low: ({ values = [] }) => pythonString(values.toSorted()[0] ?? ''),
  high: ({ values = [] }) => pythonString(values.toSorted()[Math.min(1, values.length - 1)] ?? ''),
  invalid: () => ['"no such value"', '7'],
  filter: 'always',
  sortable: true,
};

/** The column of a reference; the view adds the foreign key. */
export const referencePython: PythonType = {
  ...uuidPython,
  filter: 'always',
  sortable: false,
};
