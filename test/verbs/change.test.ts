import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lossesOf, refuseLosses } from '../../src/change/losses.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { fieldsOf, project, say, specOf, versions } from '../support/notes.ts';
import { templates } from '../support/render.ts';
import { changed, resource } from '../support/revisions.ts';
import { run } from '../support/run.ts';

test('a change makes one revision, bounds and layers make none, and said again it is there already', async () => {
  const root = await project();
  const before = versions(root);
  expect((await say(root, 'Note', 'n:int:gt=0')).exitCode).toBe(0);
  expect((await say(root, 'Note', '--with', 'task')).exitCode).toBe(0);
  expect(versions(root)).toEqual(before);
  const { out } = await say(root, 'Note', 'n:bigint:gt=0', 'due:date:optional');
  expect(out).toMatch(/create {2}alembic\/versions\/[\da-f]{12}_change_due_and_n_of_notes\.py$/m);
  expect(out).not.toContain('autogenerate');
  expect(versions(root).length).toBe(before.length + 1);
  expect((await say(root, 'Note', 'n:bigint:gt=0')).out).toBe('nothing to do');
});

test('fields are renamed with their ids, and what is made from one follows; also by the names of columns', async () => {
  const root = await project();
  const ids = specOf(root).fields.map(({ id }) => id);
  const flags = ['title:name', 'tag_id:label_id', 'tag_ids:mark_ids'].flatMap((pair) => ['--rename', pair]);
  expect(await say(root, 'Note', ...flags)).toMatchObject({ exitCode: 0, err: '' });
  expect(fieldsOf(root)).toEqual(['name', 'slug', 'body', 'label', 'marks', 'n']);
  expect(specOf(root).fields.map(({ id }) => id)).toEqual(ids);
  expect(specOf(root).fields[1]).toMatchObject({ from: 'name' });
});

test('a field that is called as a renamed one was is another field', async () => {
  const root = await project();
  await say(root, 'Note', '--rename', 'n:count');
  await say(root, 'Note', 'n:int:optional');
  const ids = specOf(root).fields.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what drops rows has to be meant', async () => {
  const root = await project();
  const before = treeOf(root);
  const drop = ['Note', '--drop', 'body', '--drop', 'tags', '--drop', 'tag_id', 'n:date'];
  expect(await say(root, ...drop)).toMatchObject({
    exitCode: 3,
    err: 'notes.body, notes.tag_id, notes.tags, notes.n (int to date): this would delete data; nothing was written (allow it with --allow-drop)',
  });
  expect(treeOf(root)).toEqual(before);
  expect((await run(root, ['resource', ...drop, '--dry-run'])).exitCode).toBe(0);
  expect(await say(root, ...drop, '--allow-drop')).toMatchObject({ exitCode: 0 });
  expect(fieldsOf(root)).toEqual(['title', 'slug', 'n']);
});

test('who can be asked is asked', async () => {
  const losses = lossesOf([{ before: resource('Tag label:str') }]);
  expect(losses).toEqual(['tags']);
  const asked: string[] = [];
  const answer = (yes: boolean) => ({
    confirm: async (question: string) => {
      asked.push(question);
      return yes;
    },
  });
  await refuseLosses(losses, false, answer(true));
  await expect(refuseLosses(losses, false, answer(false))).rejects.toMatchObject({ exitCode: 3 });
  expect(asked).toEqual(Array(2).fill('tags: this deletes data. Continue?'));
});

test('what is lost is said in words', () => {
  const before = resource('Note a:decimal b:ref:to=X c:many:to=X d:int e:int');
  const after = changed(before, 'Note a:int b:ref:to=Y c:many:to=Y d:bigint');
  expect(lossesOf([{ before, after }])).toEqual([
    'notes.e',
    'notes.a (decimal to int)',
    'notes.b_id (to X, then Y)',
    'notes.c (to X, then Y)',
  ]);
});

test.each([
  [['--drop', 'titel'], '--drop titel: unknown field "titel"; did you mean "title"?'],
  [
    ['--drop', 'title'],
    '--drop title: slug is generated from it; drop slug too, or give slug another "from"',
  ],
  [['--drop', 'n', 'n:int'], '--drop n: the field is both dropped and given again; remove one of the two'],
  [['--rename', 'n'], '--rename n: type the old and the new name, e.g. amount:total'],
  [['--rename', 'x:y'], '--rename x:y: unknown field "x"; did you mean "n"?'],
  [['--rename', 'n:title'], '--rename n:title: the field "title" already exists; rename or drop it first'],
  [['--rename', 'n:id'], /^--rename n:id: "id" is a column of every resource/],
  [['--rename', 'n:Total'], /^--rename n:Total: "Total" is not a valid field name/],
  [['--rename', 'n:tag_id'], /"n?.*both make the name "tag_id"|tag_id/],
])('%j says in one line what is wrong, and writes nothing', async (words, message) => {
  const root = await project();
  const before = treeOf(root);
  const { exitCode, err } = await say(root, 'Note', ...words);
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect(err).not.toContain('\n');
  expect(treeOf(root)).toEqual(before);
});

test('what changes a resource is for one resource that is there', async () => {
  const root = await project();
  expect(await say(root, 'Shelf', 'room:str', '--drop', 'n')).toMatchObject({
    exitCode: 1,
    err: 'Shelf: --drop needs an existing resource; omit it, or see "fastapi-architect list"',
  });
  const two = ['Note', '--resource', 'Tag x:int:optional', '--rename', 'n:m'];
  expect(await say(root, ...two)).toMatchObject({
    exitCode: 1,
    err: '--rename applies to one resource; name only that one',
  });
});

test.each([
  ['two heads', 'revision = "b"\ndown_revision = None\n', /2 heads/],
  ['a revision that cannot be read', 'nothing\n', /no readable "revision/],
])('%s stop a changed field as well', async (_, text, message) => {
  const root = await project();
  put(root, { 'alembic/versions/zz.py': text });
  const before = treeOf(root);
  const { exitCode, err } = await say(root, 'Note', 'n:bigint');
  expect([exitCode, err]).toEqual([4, expect.stringMatching(message)]);
  expect(treeOf(root)).toEqual(before);
});

test('a model that ends in a conflict keeps the migration away', async () => {
  const root = await project();
  put(root, { 'app/models/note.py': 'mine\n' });
  const before = treeOf(root);
  expect((await say(root, 'Note', 'n:bigint')).exitCode).toBe(3);
  expect(treeOf(root)).toEqual(before);
});

test('a real project gets a migration that goes on from its last one', async () => {
  const cwd = tempFolder();
  await run(
    cwd,
    ['new', 'shop', '--yes', '--skip-install', '--skip-git', '--resource', 'Note n:int'],
    undefined,
    templates,
  );
  const root = join(cwd, 'shop');
  const first = versions(root).find((name) => name.endsWith('.py')) ?? '';
  await run(root, ['resource', 'Note', 'n:bigint', '--skip-install'], undefined, templates);
  const second = versions(root).find((name) => name.endsWith('_change_n_of_notes.py')) ?? '';
  expect(read(root, `alembic/versions/${second}`)).toContain(
    `down_revision: str | None = "${first.split('_')[0]}"`,
  );
});
