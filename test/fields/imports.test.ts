import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../src/fields/field-type.ts';
import { fieldTypes } from '../../src/fields/types.ts';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { draw, linesOf } from '../proof/draw.ts';
import { renderProject, templates } from '../support/render.ts';
import { faultsOf } from '../support/ruff.ts';

/** Together these projects have every field type with every modifier. */
const projects = draw(1, 2, 8).map(linesOf);

/** What an outsider would add: a type with names of its own, and all that says where they come from. */
const money: FieldType = {
  ...fieldTypes.decimal,
  python: {
    ...fieldTypes.decimal.python,
    imports: {
      ...fieldTypes.decimal.python.imports,
      model: { ...fieldTypes.decimal.python.imports?.model, Money: 'from app.models.money import Money' },
      schema: { Price: 'from app.schemas.money import Price' },
    },
    request: () => ({ base: 'Price' }),
    query: () => ({ base: 'Price' }),
    column: () => 'Money',
  },
};

const python = (files: ReadonlyMap<string, string>) => [...files].filter(([path]) => path.endsWith('.py'));

const faultsIn = (files: ReadonlyMap<string, string>): readonly string[] =>
  python(files).flatMap(([path, text]) => faultsOf(text).map((fault) => `${path}: ${fault}`));

describe.each(readProfiles(templates).map(({ id }) => id))('%s', (profile) => {
  test.each(projects.map((lines, at) => [at + 1, lines] as const))(
    'knows every name that the types of drawn project %i use, and imports none for nothing',
    (_, lines) => {
      const files = renderProject(profile, lines);
      expect(python(files).length).toBeGreaterThan(100);
      expect(faultsIn(files)).toEqual([]);
    },
  );

  test('imports the names of a type that is one more row', () => {
    Object.assign(fieldTypes, { money });
    try {
      const files = renderProject(profile, ['Order total:money:default=1.50']);
      expect(faultsIn(files)).toEqual([]);
      expect(files.get('app/models/order.py')).toContain('from app.models.money import Money\n');
      expect(files.get('app/schemas/order.py')).toContain('from app.schemas.money import Price\n');
    } finally {
      Reflect.deleteProperty(fieldTypes, 'money');
    }
  });
});
