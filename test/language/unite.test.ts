import { expect, test } from 'vitest';
import type { FieldSpec } from '../../src/language/field.ts';
import { parseResource, type ResourceSpec } from '../../src/language/resource.ts';
import { uniteSpecs } from '../../src/language/unite.ts';

const spec = (line: string): ResourceSpec => parseResource(line.split(' '));
const base = spec('Note title:str:max=200 body:text state:enum:values=open,done');

/** The resource with fields changed, by their names; undefined drops one. */
function changed(
  resource: ResourceSpec,
  edits: Readonly<Record<string, Partial<FieldSpec> | undefined>>,
  more: readonly string[] = [],
): ResourceSpec {
  const fields = resource.fields.flatMap((field) => {
    if (!(field.name in edits)) return [field];
    const edit = edits[field.name];
    return edit ? [{ ...field, ...edit }] : [];
  });
  const fresh = more.length > 0 ? spec(`X ${more.join(' ')}`).fields : [];
  return { ...resource, fields: [...fields, ...fresh] };
}

const unite = (ours: ResourceSpec, theirs: ResourceSpec) => uniteSpecs({ base, ours, theirs });
const namesIn = ({ fields }: ResourceSpec) => fields.map(({ name }) => name);

test('what each branch added is there, in the order of each', () => {
  const { spec: both, clashes } = unite(
    changed(base, {}, ['size:int']),
    changed(base, {}, ['due:date', 'rank:int']),
  );
  expect(clashes).toEqual([]);
  expect(namesIn(both)).toEqual(['title', 'body', 'state', 'due', 'rank', 'size']);
});

test('a rename and an edit of one field both count', () => {
  const { spec: both, clashes } = unite(
    changed(base, { title: { name: 'headline' } }),
    changed(base, { title: { max: 99 } }),
  );
  expect(clashes).toEqual([]);
  expect(both.fields[0]).toMatchObject({ id: base.fields[0]?.id, name: 'headline', max: 99 });
});

test('a field that one branch dropped is gone, unless the other has changed it', () => {
  expect(namesIn(unite(changed(base, { body: undefined }), base).spec)).toEqual(['title', 'state']);
  expect(namesIn(unite(base, changed(base, { body: undefined })).spec)).toEqual(['title', 'state']);
  const edited = changed(base, { body: { optional: true } });
  expect(unite(changed(base, { body: undefined }), edited).clashes).toEqual([
    { what: 'Note.body', ours: 'dropped', theirs: 'changed' },
  ]);
  expect(unite(edited, changed(base, { body: undefined })).clashes).toEqual([
    { what: 'Note.body', ours: 'changed', theirs: 'dropped' },
  ]);
});

test('values that each branch added to an enum are all there', () => {
  const ours = changed(base, { state: { values: ['open', 'done', 'late'] } });
  const theirs = changed(base, { state: { values: ['open', 'lost'] } });
  expect(unite(ours, theirs).spec.fields[2]?.values).toEqual(['open', 'late', 'lost']);
});

test('what both changed differently is named, and ours counts', () => {
  const united = unite(changed(base, { title: { max: 9 } }), changed(base, { title: { max: 99 } }));
  expect(united.clashes).toEqual([{ what: 'Note.title', ours: 'max 9', theirs: 'max 99' }]);
  expect(united.spec.fields[0]?.max).toBe(9);
  const named = unite(changed(base, {}, ['size:int']), changed(base, {}, ['size:str']));
  expect(named.clashes).toEqual([{ what: 'Note.size', ours: 'type int', theirs: 'type str' }]);
});

test('a field that is made from one that the other branch renamed follows it', () => {
  const slugged = changed(base, {}, ['title:str', 'slug:slug:from=title']);
  const ours = {
    ...slugged,
    fields: slugged.fields.filter((field, at) => field.name !== 'title' || at === 0),
  };
  const { spec: both } = unite(ours, changed(base, { title: { name: 'headline' } }));
  expect(both.fields.find(({ name }) => name === 'slug')?.from).toBe('headline');
});

test('of a resource that both branches added, fields that differ are named', () => {
  const [ours, theirs] = [spec('Book title:str pages:int'), spec('Book title:str:optional author:str')];
  const { spec: both, clashes } = uniteSpecs({ base: undefined, ours, theirs });
  expect(namesIn(both)).toEqual(['title', 'author', 'pages']);
  expect(clashes).toEqual([{ what: 'Book.title', ours: 'no optional', theirs: 'optional' }]);
});

test('one branch renames the resource and the other gives it a field', () => {
  const { spec: both } = unite({ ...base, name: 'Memo' }, changed(base, {}, ['size:int']));
  expect([both.name, ...namesIn(both)]).toEqual(['Memo', 'title', 'body', 'state', 'size']);
});
