import { expect, test } from 'vitest';
import { layOut } from '../../src/python/ruff.ts';
import { faultsOf } from '../support/ruff.ts';
import { fieldTypeNames } from '../../src/fields/types.ts';
import { changed, resource, revisions } from '../support/revisions.ts';

const others = [resource('Customer name:str'), resource('Tag label:str')];

/** What upgrade and downgrade say, without the frame. */
function bodies(from: string, to: string, renamed = {}): readonly [up: string, down: string] {
  const before = resource(`Invoice ${from}`);
  const texts = [
    ...revisions([{ before, after: changed(before, `Invoice ${to}`, renamed) }], others).values(),
  ];
  expect(texts.length).toBe(1);
  const [, up = '', down = ''] =
    /"""Apply[^\n]*\n([^]*?)\n\n\ndef [^\n]*\n[^\n]*\n([^]*)$/.exec(texts[0] ?? '') ?? [];
  const plain = (text: string) => text.replace(/^ {4}/gm, '').trimEnd();
  return [plain(up), plain(down)];
}

test('a column that may be empty is one statement', () => {
  expect(bodies('a:int', 'a:int due:date:optional')).toEqual([
    'op.add_column("invoices", sa.Column("due", sa.Date(), nullable=True))',
    'with op.batch_alter_table("invoices") as batch:\n    batch.drop_column("due")',
  ]);
});

test('a required column with a default is filled with it first', () => {
  const [up, down] = bodies('a:int', 'a:int state:enum:values=x,y:default=y');
  expect(up).toBe(`op.add_column("invoices", sa.Column("state", sa.String(length=32), nullable=True))
rows = sa.table("invoices", sa.column("state", sa.String(length=32)))
op.execute(rows.update().where(rows.c["state"].is_(None)).values({"state": "y"}))
with op.batch_alter_table("invoices") as batch:
    batch.alter_column("state", existing_type=sa.String(length=32), nullable=False)
    batch.create_check_constraint(op.f("ck_invoices_state"), sa.column("state").in_(["x", "y"]))`);
  expect(down).toBe(`with op.batch_alter_table("invoices") as batch:
    batch.drop_constraint(op.f("ck_invoices_state"), type_="check")
    batch.drop_column("state")`);
});

test('a required column without one asks the developer, and stops at rows that have no value', () => {
  const [up] = bodies('a:int', 'a:int size:int');
  expect(up).toContain(`# FILL IN: replace sa.null() with the value of size for existing rows.
op.execute(rows.update().where(rows.c["size"].is_(None)).values({"size": sa.null()}))
if not op.get_context().as_sql:
    wrong = sa.select(sa.func.count()).select_from(rows).where(rows.c["size"].is_(None))
    if found := op.get_bind().scalar(wrong):
        raise RuntimeError(f"{found} rows of invoices have no size: see FILL IN above")
with op.batch`);
});

test('what is dropped comes back with its default, or may be empty', () => {
  const [up, down] = bodies('a:int b:int:unique c:int:default=3 d:enum:values=x', 'a:int');
  expect(up).toBe(`with op.batch_alter_table("invoices") as batch:
    batch.drop_constraint(op.f("uq_invoices_b"), type_="unique")
    batch.drop_constraint(op.f("ck_invoices_d"), type_="check")
    batch.drop_column("b")
    batch.drop_column("c")
    batch.drop_column("d")`);
  expect(down).toContain(`# The dropped values are not restored: the column is nullable.
op.add_column("invoices", sa.Column("b", sa.Integer(), nullable=True))
# The dropped values are not restored: rows get the default.
op.add_column("invoices", sa.Column("c", sa.Integer(), nullable=True))`);
  expect(down).toContain('batch.alter_column("c", existing_type=sa.Integer(), nullable=False)');
  expect(down).not.toContain('batch.alter_column("b"');
  expect(down).toContain('batch.create_unique_constraint(op.f("uq_invoices_b"), ["b"])');
});

test('a renamed column keeps its values, and what is called after it is renamed too', () => {
  const [up, down] = bodies('a:int number:str:unique', 'a:int label:str:unique', { label: 'number' });
  expect(up).toBe(`op.alter_column("invoices", "number", new_column_name="label")
if op.get_context().dialect.name == "postgresql":
    op.execute(
        'ALTER TABLE "invoices" RENAME CONSTRAINT "uq_invoices_number" TO "uq_invoices_label"'
    )
else:
    with op.batch_alter_table("invoices") as batch:
        batch.drop_constraint(op.f("uq_invoices_number"), type_="unique")
        batch.create_unique_constraint(op.f("uq_invoices_label"), ["label"])`);
  expect(down).toContain('op.alter_column("invoices", "label", new_column_name="number")');
});

test('a name is free before another column takes it', () => {
  const [up] = bodies('a:int b:int', 'b:int c:int', { b: 'a', c: 'b' });
  expect(up.split('\n')).toEqual([
    'op.alter_column("invoices", "b", new_column_name="c")',
    'op.alter_column("invoices", "a", new_column_name="b")',
  ]);
  expect(() => bodies('a:int b:int z:int', 'a:int b:int z:int', { a: 'b', b: 'a' })).toThrow(
    'invoices: a and b swap names; rename one of them to a temporary name first',
  );
});

test.each([
  ['a:int', 'a:bigint', ['type_=sa.BigInteger())'], ['PostgreSQL refuses more than 32 bits']],
  ['a:str:max=9', 'a:str:max=5', ['PostgreSQL refuses more than 5 characters, SQLite keeps them.'], []],
  ['a:decimal', 'a:decimal:scale=1', ['PostgreSQL rounds to 1 places'], ['refuses more than 10 digits']],
  ['a:str', 'a:int', [`postgresql_using='"a"::integer'`, 'that is not a number'], ['type_=sa.String']],
  ['a:decimal', 'a:int', ['Decimal places are lost.'], ['type_=sa.Numeric']],
  [
    'a:uuid',
    'a:ref:to=Tag',
    ['new_column_name="a_id"', 'a_id that does not exist in tags'],
    ['drop_constraint'],
  ],
  ['a:int:optional', 'a:int:default=2', ['values({"a": 2})'], ['nullable=True']],
  [
    'a:str',
    'a:str:index',
    ['op.create_index(op.f("ix_invoices_a")'],
    ['op.drop_index(op.f("ix_invoices_a")'],
  ],
  ['a:enum:values=x,y', 'a:enum:values=x,z', ['.in_(["x", "z"])', 'type_="check"'], ['.in_(["x", "y"])']],
  ['a:ref:to=Tag', 'a:ref:to=Tag:on_delete=cascade', ['ondelete="CASCADE"'], ['ondelete="RESTRICT"']],
  ['a:ref:to=Tag', 'a:ref:to=Customer', ['batch.drop_column("a_id")', '"customers", ["a_id"]'], ['"tags"']],
  ['a:str', 'a:date', ['batch.drop_column("a")', 'FILL IN'], ['the column is nullable.']],
  ['a:int', 'a:int tags:many', ['"invoice_tags"'], ['op.drop_table("invoice_tags")']],
  ['a:int', 'a:int b:json:optional', ['postgresql.JSONB'], ['drop_column("b")']],
])('from %s to %s', (from, to, inUp, inDown) => {
  const [up, down] = bodies(from, to, { a: 'a' });
  for (const text of inUp) expect(up).toContain(text);
  for (const text of inDown) expect(down).toContain(text);
});

test('a renamed set moves its rows to a table of its name', () => {
  const [up, down] = bodies('a:int tags:many', 'a:int marks:many:to=Tag', { marks: 'tags' });
  expect(up).toContain(
    `'INSERT INTO "invoice_marks" ("invoice_id", "mark_id") SELECT "invoice_id", "tag_id" FROM "invoice_tags"'`,
  );
  expect(up.indexOf('create_table')).toBeLessThan(up.indexOf('INSERT'));
  expect(up.indexOf('INSERT')).toBeLessThan(up.indexOf('drop_table'));
  expect(down).toContain('INSERT INTO "invoice_tags"');
});

test('a user’s text is a literal', () => {
  const [up] = bodies('a:int', `a:int s:str:default='"); import os #' e:enum:values='it"s':default='it"s'`);
  expect(up).toContain(`values({"s": '"); import os #'})`);
  expect(up).toContain(`values({"e": 'it"s'})`);
});

const forty = (start: string): string => start.padEnd(40, 'abcdefghij');
const own: Readonly<Record<string, string>> = { enum: ':values=a,b', ref: ':to=Tag', many: ':to=Tag' };

/** A field of every type; a set has none of the modifiers that the others share. */
const every = (more: string): string =>
  fieldTypeNames
    .map((type) => `${type}_field:${type}${own[type] ?? ''}${type === 'many' ? '' : more}`)
    .join(' ');

test.each([
  ['z:int', `z:int ${every('')}`, {}],
  ['z:int', `z:int ${every(':optional')}`, {}],
  [`z:int ${every('')}`, `z:int ${every(':optional')}`, {}],
  ['b:str:unique c:enum:values=d,e', 'b:text c:enum:values=d,e,f', {}],
  [
    `${forty('h')}:str ${forty('i')}:decimal:index`,
    `${forty('j')}:str:max=9:default=x ${forty('i')}:decimal:scale=5:optional`,
    { [forty('j')]: forty('h') },
  ],
  [`b:int ${forty('t')}:bigint:default=5`, `c:int:unique ${forty('t')}:str:index`, { c: 'b' }],
])('is what ruff would write, and every name in it is known: %#', (from, to, renamed) => {
  const before = resource(`Invoice ${from}`);
  const both = [changed(before, `Invoice ${to}`, renamed), changed(before, `Bill ${to}`, renamed)];
  for (const after of both) {
    for (const change of [
      { before, after },
      { before: after, after: before },
    ])
      for (const text of revisions([change], others).values()) {
        expect(text).toBe(layOut(text));
        expect(faultsOf(text)).toEqual([]);
      }
  }
});
