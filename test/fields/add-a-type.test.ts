import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldType } from '../../src/fields/field-type.ts';
import { fieldTypes } from '../../src/fields/types.ts';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { renderProject, templates } from '../support/render.ts';

// What an outsider would add, and all of it: one row, a spread of another.
const color: FieldType = {
  ...fieldTypes.str,
  title: 'colour, as #20b2aa',
  parseValue: (text: string) => (/^#[0-9a-f]{6}$/.test(text) ? text : undefined),
  defaults: { max: 7 },
  python: {
    ...fieldTypes.str.python,
    request: () => ({ base: 'str', constraints: ['pattern=r"^#[0-9a-f]{6}$"'] }),
    sample: () => 'f"#{n % 0x1000000:06x}"',
    low: () => '"#000001"',
    high: () => '"#000002"',
    invalid: () => ['"red"'],
  },
};

beforeAll(() => void Object.assign(fieldTypes, { color }));
afterAll(() => void Reflect.deleteProperty(fieldTypes, 'color'));

/** Where a field of a new type has to turn up, by the end of the path, and how; services or endpoints have the filters where there are no repositories. */
const PLACES: Readonly<Record<string, string>> = {
  'models/paint.py': 'tint: Mapped[str] = mapped_column(String(7), unique=True)',
  'schemas/paint.py': 'tint: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]',
  '(repositories|services|v1)/paint.py': '"tint": lambda value: Paint.tint == value',
  '_create_paints.py': 'sa.Column("tint", sa.String(length=7), nullable=False)',
  'factories/paint.py': '"tint": f"#{n % 0x1000000:06x}"',
  'test_paints?.py': '("tint", "red")',
};

describe.each(readProfiles(templates).map(({ id }) => id))(
  'a field type that is one more row, in %s',
  (id) => {
    test.each(Object.keys(PLACES))('reaches %s', (path) => {
      const line = PLACES[path] ?? '';
      const files = renderProject(id, ['Paint tint:color:unique']);
      const found = [...files].filter(([output]) => new RegExp(`${path}$`).test(output));
      expect(found.map(([, text]) => text).join('\n')).toContain(line);
    });

    test('has its defaults and its errors', () => {
      const files = renderProject(id, ['Paint tint:color:default=#20b2aa']);
      const model = [...files].find(([output]) => output.endsWith('models/paint.py'));
      expect(model?.[1]).toContain('tint: Mapped[str] = mapped_column(String(7), default="#20b2aa")');
      expect(() => renderProject(id, ['Paint tint:color:default=red'])).toThrow(/tint:color:default=red: /);
    });
  },
);
