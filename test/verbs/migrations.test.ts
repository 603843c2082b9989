import { expect, test } from 'vitest';
import { changed, resource, revisions } from '../support/revisions.ts';

const tag = resource('Tag label:str');
const note = resource('Note title:str tags:many:to=Tag parent:ref:to=Note:optional');

const labels = (texts: ReadonlyMap<string, string>) =>
  [...texts.keys()].map((path) => path.replace(/^alembic\/versions\/[\da-f]{12}_(\w+)\.py$/, '$1'));

/** Each revision goes on from the one before it. */
function expectChain(texts: ReadonlyMap<string, string>, head: string): void {
  let last = head;
  for (const text of texts.values()) {
    expect(/^down_revision: str \| None = "(.*)"$/m.exec(text)?.[1]).toBe(last);
    last = /^revision: str = "(.*)"$/m.exec(text)?.[1] ?? '';
  }
}

test('the same change on the same head is the same file; another head or spec makes another', () => {
  const change = { before: note, after: changed(note, 'Note title:text tags:many:to=Tag') };
  const [path] = revisions([change], [tag]).keys();
  expect([...revisions([change], [tag]).keys()]).toEqual([path]);
  expect([...revisions([change], [tag], 'other').keys()]).not.toEqual([path]);
  const other = { before: note, after: changed(note, 'Note title:text:optional tags:many:to=Tag') };
  expect([...revisions([other], [tag]).keys()]).not.toEqual([path]);
});

test('what is nothing to the database makes no file', () => {
  const after = {
    ...changed(note, 'Note title:str:min=2 tags:many:to=Tag:max=9 parent:ref:to=Note:optional'),
  };
  expect([...revisions([{ before: note, after: { ...after, with: ['task'] } }], [tag])]).toEqual([]);
});

test('renames come first, then what is new, then what refers to it, then what goes', () => {
  const memo = changed(note, 'Memo title:str tags:many:to=Tag parent:ref:to=Memo:optional');
  const texts = revisions([
    { before: resource('Gone name:str') },
    {
      before: tag,
      after: changed(tag, 'Tag label:str shelf:ref:to=Shelf:optional memo:ref:to=Memo:optional'),
    },
    { before: note, after: memo },
    { after: resource('Shelf room:str memo:ref:to=Memo') },
  ]);
  expect(labels(texts)).toEqual([
    'rename_notes_to_memos',
    'create_shelves',
    'add_shelf_and_memo_to_tags',
    'drop_gones',
  ]);
  expectChain(texts, 'head');
});

test('a renamed resource that refers to a new one waits for it; in a circle the two are made one after the other', () => {
  const memo = changed(
    note,
    'Memo title:str tags:many:to=Tag parent:ref:to=Memo:optional shelf:ref:to=Shelf:optional',
  );
  const one = [{ before: note, after: memo }, { after: resource('Shelf room:str') }];
  expect(labels(revisions(one, [tag]))).toEqual(['create_shelves', 'rename_notes_to_memos']);
  const both = [{ before: note, after: memo }, { after: resource('Shelf memo:ref:to=Memo') }];
  expect(() => revisions(both, [tag])).toThrow(
    'Memo is renamed, but it and the new Shelf refer to each other; first rename it, then add Shelf in a second run',
  );
});

test('a rename changes names only: of the table, its constraints and its sets; others follow by themselves', () => {
  const memo = changed(note, 'Memo title:str tags:many:to=Tag parent:ref:to=Memo:optional');
  const card = resource('Card note:ref:to=Note notes:many:to=Note');
  const texts = revisions(
    [
      { before: note, after: memo },
      { before: card, after: changed(card, 'Card note:ref:to=Memo notes:many:to=Memo') },
    ],
    [tag],
  );
  expect(labels(texts)).toEqual(['rename_notes_to_memos']);
  const [text = ''] = texts.values();
  for (const part of [
    'op.rename_table("notes", "memos")',
    'RENAME CONSTRAINT "pk_notes" TO "pk_memos"',
    'batch.create_primary_key(op.f("pk_memos"), ["id"])',
    'ALTER INDEX "ix_notes_parent_id" RENAME TO "ix_memos_parent_id"',
    'op.f("fk_memos_parent_id"), "memos", ["parent_id"]',
    'INSERT INTO "memo_tags" ("memo_id", "tag_id") SELECT "note_id", "tag_id" FROM "note_tags"',
    'op.rename_table("memos", "notes")',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/drop_column|add_column|card/);
});

test('a removed table goes after what refers to it, in the reverse of the order in which it came', () => {
  const shelf = resource('Shelf room:str');
  const book = resource('Book shelf:ref:to=Shelf tags:many:to=Tag');
  const reader = resource('Reader book:ref:to=Book:optional name:str');
  const texts = revisions(
    [{ before: shelf }, { before: book }, { before: reader, after: changed(reader, 'Reader name:str') }],
    [tag],
  );
  expect(labels(texts)).toEqual(['drop_book_from_readers', 'drop_books', 'drop_shelves']);
  expectChain(texts, 'head');
  const [readers = '', books = ''] = texts.values();
  expect(readers).toContain('op.f("fk_readers_book_id"), "books", ["book_id"]');
  expect(books).toMatch(/def upgrade[^]*drop_table\("book_tags"\)[^]*drop_table\("books"\)[^]*def downgrade/);
  expect(books).toMatch(
    /def downgrade[^]*# Restores the table without its rows\.[^]*"books",[^]*"book_tags",/,
  );
});

test('two removed tables that refer to each other lose the reference first', () => {
  const texts = revisions([
    { before: resource('Order invoice:ref:to=Invoice') },
    { before: resource('Invoice order:ref:to=Order:optional') },
  ]);
  const all = [...texts.values()].map((text) => text.split('def downgrade')[0]).join('');
  expect(all.indexOf('fk_invoices_order_id')).toBeLessThan(all.indexOf('op.drop_table('));
});
