import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../src/fields/defaults.ts';
import { isModifierName, modifierNames, modifiers, type Modifier } from '../../src/fields/modifiers.ts';
import { fieldType, fieldTypeNames } from '../../src/fields/types.ts';
import { formatField, parseField } from '../../src/language/field.ts';
import { joinField } from '../../src/language/field-text.ts';

/** The least that a field of the type takes. */
function least(type: string): readonly string[] {
  return type === 'enum' ? ['sample', type, 'values=draft,live'] : ['sample', type];
}

describe.each(fieldTypeNames)('type %s', (name) => {
  const type = fieldType(name);

  test('stands alone, and comes back as it was', () => {
    const field = parseField(joinField(least(name)));
    expect(field.id).toMatch(/^[\da-f]{8}$/);
    expect(field.type).toBe(name);
    expect(parseField(formatField(field))).toEqual(field);
  });

  test('has an example that is canonical', () => {
    if (type.example === undefined) return;
    expect(type.parseValue(type.example, withDefaults(parseField(joinField(least(name)))))).toBe(
      type.example,
    );
  });

  test('lists every modifier it takes, once', () => {
    expect(type.modifiers.filter((modifier) => !isModifierName(modifier))).toEqual([]);
    expect(new Set(type.modifiers).size).toBe(type.modifiers.length);
  });

  test.each(modifierNames.filter((modifier) => !type.modifiers.includes(modifier)))(
    'refuses %s',
    (modifier) => {
      const text = joinField([...least(name), modifiers[modifier].example]);
      expect(() => parseField(text)).toThrow(
        new RegExp(
          `type "${name}" takes no "${modifier}"; (it takes ${type.modifiers.join(', ')}|did you mean "\\w+=\\w+"\\?)$`,
        ),
      );
    },
  );

  test.each(type.modifiers.filter((modifier) => modifier !== 'values'))('takes %s', (modifier) => {
    const row: Modifier = modifiers[modifier];
    const typed = ['gt', 'ge', 'lt', 'le', 'default', 'example'].includes(modifier);
    const value = type.example ?? 'live';
    const needed = modifier === 'readonly' ? ['optional'] : [];
    const text = joinField([...least(name), ...needed, typed ? `${modifier}=${value}` : row.example]);
    const field = parseField(text);
    expect(parseField(formatField(field))).toEqual(field);
    const implied = withDefaults(field)[row.key];
    expect(implied, text).not.toBeUndefined();
  });
});

test.each(modifierNames)('modifier %s fits a type', (modifier) => {
  expect(fieldTypeNames.filter((name) => fieldType(name).modifiers.includes(modifier))).not.toEqual([]);
});

test.each([
  ['name:str:max=80:unique', 'name:str:unique:max=80'],
  ['category_id:ref', 'category:ref:to=Category'],
  [
    'category:ref:to=product-category:on_delete=restrict',
    'category:ref:to=ProductCategory:on_delete=restrict',
  ],
  ['category:ref:index', 'category:ref:to=Category'],
  ['parent:ref:optional:on_delete=set_null:to=Node', 'parent:ref:optional:to=Node:on_delete=set_null'],
  ['tags:many', 'tags:many:to=Tag'],
  ['people:many:max=1000', 'people:many:max=1000:to=Person'],
  ['tag_ids:many:to=Tag', 'tags:many:to=Tag'],
  ['slug:slug:from=name:unique:index', 'slug:slug:from=name'],
  ['code:str:unique:index', 'code:str:unique'],
  ['price:decimal:gt=-0.00:le=01.50:default=+1.5', 'price:decimal:gt=0:le=1.5:default=1.5'],
  ['ratio:float:default=1e3:lt=1e21', 'ratio:float:lt=1e+21:default=1000'],
  [
    'big:bigint:ge=-9223372036854775808:le=9223372036854775807',
    'big:bigint:ge=-9223372036854775808:le=9223372036854775807',
  ],
  ['count:int:unique:ge=1:le=100', 'count:int:unique:ge=1:le=100'],
  ['live:bool:default=True', 'live:bool:default=true'],
  ['day:date:default=2024-02-29', 'day:date:default=2024-02-29'],
  ['at:datetime:default=2026-01-01T00::30+02::00', 'at:datetime:default=2025-12-31T22::30::00Z'],
  ['at:datetime:example=2026-01-01T10::00::00.120000Z', 'at:datetime:example=2026-01-01T10::00::00.12Z'],
  ['at:time:default=10::30', 'at:time:default=10::30::00'],
  ['mail:email:example=Ada@Example.COM', 'mail:email:example=ada@example.com'],
  ['site:url:default=HTTPS:://Example.com/A', 'site:url:default=HTTPS:://Example.com/A'],
  [
    'status:enum:values= draft , in review :default=in review',
    'status:enum:values=draft,in review:default=in review',
  ],
  ['note:str:default=a::b', 'note:str:default=a::b'],
  ['note:str:default=:::unique', undefined],
  ['note:str:default=::::optional', 'note:str:default=::::optional'],
  ['note:str:default=a=b', 'note:str:default=a=b'],
  ['note:text:default=one\ntwo\tthree', 'note:text:default=one\ntwo\tthree'],
  ['note:str:default=<%- "x" %> {{ y }} \\ \' 😀 שלום', 'note:str:default=<%- "x" %> {{ y }} \\ \' 😀 שלום'],
  ['emoji:str:max=2:default=😀😀', 'emoji:str:max=2:default=😀😀'],
  ['match:str', 'match:str'],
  ['date:date', 'date:date'],
])('%s is written %s', (typed, canonical) => {
  if (canonical === undefined)
    expect(() => parseField(typed)).toThrow('a default would repeat a unique value');
  else expect(formatField(parseField(typed))).toBe(canonical);
});

test('what follows from a field is filled in beside it, not stored', () => {
  const complete = (text: string) => withDefaults(parseField(text));
  expect(complete('name:str')).toMatchObject({ max: 255 });
  expect(complete('price:decimal:precision=5')).toMatchObject({ precision: 5, scale: 2 });
  expect(complete('slug:slug:from=name')).toMatchObject({ unique: true, max: 255 });
  expect(complete('site:url')).toMatchObject({ max: 2048 });
  expect(complete('site:url:unique')).toMatchObject({ max: 600 });
  expect(complete('owner:ref:to=User')).toMatchObject({ index: true, onDelete: 'restrict' });
  expect(parseField('name:str').max).toBeUndefined();
});

test('the order of modifiers makes no difference', () => {
  const one = parseField('price:decimal:gt=0:precision=10:scale=2:optional');
  const other = parseField('price:decimal:optional:scale=2:precision=10:gt=0');
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
