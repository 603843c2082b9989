import { expect, test } from 'vitest';
import { difference, isLossy, keepsValues, touchesDatabase } from '../../src/language/difference.ts';
import { changed, resource } from '../support/revisions.ts';

const invoice = resource(
  'Invoice number:str:max=40 amount:decimal paid:bool:optional status:enum:values=a,b customer:ref tags:many',
);
const line = (from: string, to: string) =>
  'Invoice number:str:max=40 amount:decimal paid:bool:optional status:enum:values=a,b customer:ref tags:many'.replace(
    from,
    to,
  );
const between = (from: string, to: string, renamed = {}) =>
  difference(invoice, changed(invoice, line(from, to), renamed));

test('equal specs, and a new or removed resource', () => {
  expect(touchesDatabase(difference(invoice, invoice))).toBe(false);
  const names = invoice.fields.map(({ name }) => name);
  expect(difference(undefined, invoice).added.map(({ name }) => name)).toEqual(names);
  expect(difference(invoice, undefined).dropped.map(({ name }) => name)).toEqual(names);
});

test.each([
  ['number:str:max=40', 'number:str:max=40:min=3'],
  ['number:str:max=40', 'number:str:max=40:default=new'],
  ['number:str:max=40', 'number:str:max=40:private'],
  ['number:str:max=40', 'number:slug:max=40'],
  ['amount:decimal', 'amount:decimal:gt=0:example=5'],
  ['status:enum:values=a,b', 'status:enum:values=b,a:default=a'],
  ['customer:ref', 'customer:ref:on_delete=restrict'],
  ['tags:many', 'tags:many:min=1:max=5'],
  ['number:str:max=40 amount:decimal', 'amount:decimal number:str:max=40'],
])('%s and %s are one to the database', (from, to) => {
  expect(difference(invoice, changed(invoice, line(from, to)))).toEqual({
    added: [],
    dropped: [],
    changed: [],
  });
});

test.each([
  ['number:str:max=40', 'label:str:max=40', { label: 'number' }, ['name']],
  ['customer:ref', 'buyer:ref:to=Customer', { buyer: 'customer' }, ['name']],
  ['tags:many', 'marks:many:to=Tag', { marks: 'tags' }, ['name']],
  ['number:str:max=40', 'number:str:max=80', {}, ['type']],
  ['number:str:max=40', 'number:str:max=40:unique', {}, ['unique']],
  ['number:str:max=40', 'number:str:max=40:index', {}, ['index']],
  ['amount:decimal', 'amount:decimal:scale=3', {}, ['type']],
  ['paid:bool:optional', 'paid:bool', {}, ['optional']],
  ['values=a,b', 'values=a,b,c', {}, ['values']],
  ['customer:ref', 'customer:ref:to=Person', {}, ['target']],
  ['customer:ref', 'customer:ref:on_delete=cascade', {}, ['onDelete']],
  ['customer:ref', 'customer:ref:unique', {}, ['unique', 'index']],
])('%s to %s is a change', (from, to, renamed, aspects) => {
  const { added, dropped, changed: found } = between(from, to, renamed);
  expect([added, dropped, found.map((each) => Array.from(each.aspects))]).toEqual([[], [], [aspects]]);
});

test('without a common id one is dropped and the other added; so are a column and a set of one id', () => {
  const other = between('number:str:max=40', 'label:str:max=40');
  expect([other.dropped[0]?.name, other.added[0]?.name, other.changed]).toEqual(['number', 'label', []]);
  const fields = invoice.fields.map((field) =>
    field.type === 'many'
      ? Object.assign({}, resource('Invoice tags:int').fields[0], { id: field.id })
      : field,
  );
  const kind = difference(invoice, { ...invoice, fields });
  expect([kind.dropped.length, kind.added.length, kind.changed.length]).toEqual([1, 1, 0]);
});

test('a table has another name when the resource or its plural has; its association tables follow the resource', () => {
  const bill = { ...invoice, name: 'Bill' };
  const { renamed, changed: found } = difference(invoice, bill);
  expect([renamed, found.map(({ after }) => after.name)]).toEqual([
    { before: 'invoices', after: 'bills' },
    ['tags'],
  ]);
  expect(difference(invoice, { ...invoice, plural: 'invoice_list' })).toMatchObject({
    renamed: { after: 'invoice_list' },
    changed: [],
  });
});

test('to refer to a renamed resource by its new name changes nothing', () => {
  const after = changed(invoice, line('customer:ref', 'customer:ref:to=Client'));
  expect(difference(invoice, after, new Map([['Customer', 'Client']])).changed).toEqual([]);
  expect(difference(invoice, after).changed.map(keepsValues)).toEqual([false]);
});

test.each([
  ['str:max=9', 'text', 'keeps'],
  ['text', 'str:max=9', 'keeps'],
  ['int', 'bigint', 'keeps'],
  ['bigint', 'int', 'keeps'],
  ['int', 'str', 'keeps'],
  ['str', 'int', 'keeps'],
  ['int', 'decimal', 'keeps'],
  ['int', 'float', 'keeps'],
  ['decimal', 'float', 'keeps'],
  ['float', 'decimal', 'rounds'],
  ['enum:values=a,b', 'str', 'keeps'],
  ['str', 'enum:values=a,b', 'keeps'],
  ['uuid', 'ref:to=X', 'keeps'],
  ['ref:to=X', 'uuid', 'keeps'],
  ['decimal', 'int', 'rounds'],
  ['float', 'bigint', 'rounds'],
  ['decimal', 'str', 'loses'],
  ['str', 'date', 'loses'],
  ['bool', 'int', 'loses'],
  ['date', 'datetime', 'loses'],
  ['uuid', 'str', 'loses'],
  ['json', 'text', 'loses'],
  ['ref:to=X', 'ref:to=Y', 'loses'],
])('from %s to %s it %s values', (from, to, expected) => {
  const before = resource(`Thing a:${from}`);
  const [change] = difference(before, changed(before, `Thing a:${to}`)).changed;
  if (!change) throw new Error('there is no change');
  const verdict = keepsValues(change) ? (isLossy(change) ? 'rounds' : 'keeps') : 'loses';
  expect(verdict).toBe(expected);
});
