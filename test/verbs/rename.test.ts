import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { answering, run } from '../support/run.ts';

const quick = ['--skip-install'];
const shelves = ['--resource', 'Note title:str shelf:ref:to=Shelf', '--resource', 'Shelf label:str'];
const revisions = (root: string): readonly string[] => readdirSync(join(root, 'alembic/versions')).toSorted();

test('a renamed resource keeps its edits under its new paths, and nothing is left of the old ones', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { 'app/models/note.py': `${read(root, 'app/models/note.py')}\n\nMINE = 1\n` });
  const before = revisions(root);
  expect(await run(root, ['resource', 'Note', '--rename-to', 'Memo', ...quick])).toMatchObject({
    exitCode: 0,
  });
  expect(read(root, 'app/models/memo.py')).toMatch(
    /^class Memo:\n {4}__tablename__ = "memos"\n[^]*MINE = 1\n$/,
  );
  const old = Object.keys(treeOf(root, /^\.fastapi-architect\/(undo|objects)|versions/));
  expect(old.filter((path) => /notes?\b/.test(path))).toEqual([]);
  expect(read(root, 'app/dependencies.py')).toContain('"Memo"');
  expect(read(root, 'app/dependencies.py')).not.toContain('"Note"');
  const added = revisions(root).filter((name) => !before.includes(name));
  expect(added).toEqual([expect.stringMatching(/memo/)]);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(await run(root, ['undo'])).toMatchObject({ exitCode: 0 });
  expect(read(root, 'app/models/note.py')).toContain('MINE = 1');
  expect(existsSync(join(root, 'app/models/memo.py'))).toBe(false);
});

test('what refers to a renamed resource refers to its new name', async () => {
  const root = await makeProject(shelves);
  await run(root, ['resource', 'Shelf', '--rename-to', 'Rack', ...quick]);
  expect(read(root, 'app/models/note.py')).toContain('to=Rack');
  expect(JSON.parse(read(root, '.fastapi-architect/resources/note.json')).fields[1]).toMatchObject({
    to: 'Rack',
  });
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test.each([
  ['a name that is taken', ['Note', '--rename-to', 'Shelf'], /Shelf/],
  ['a name that is none', ['Note', '--rename-to', 'class'], /class/],
  ['nobody of that name', ['Nobody', '--rename-to', 'Memo'], /--rename-to needs an existing resource/],
  ['nobody to remove', ['Nobody', '--remove'], /--remove needs an existing resource/],
  ['removed, and said again', ['Note', 'title:str', '--remove', '--allow-drop'], /omit title:str/],
  [
    'removed, though another refers to it',
    ['Shelf', '--remove', '--allow-drop'],
    /^Shelf: Note\.shelf refers to it; remove that field first: "fastapi-architect resource Note --drop shelf --allow-drop"$/,
  ],
  ['a layer that it was not given', ['Note', '--without', 'task'], /does not have the optional layer task/],
])('%s: one line, and nothing written', async (_, words, message) => {
  const root = await makeProject(shelves);
  const before = treeOf(root);
  const ran = await run(root, ['resource', ...words, ...quick]);
  expect([ran.exitCode, ran.err.split('\n').length]).toEqual([1, 1]);
  expect(ran.err).toMatch(message);
  expect(treeOf(root)).toEqual(before);
});

test('a removed resource takes its files along, but for those that its user has edited', async () => {
  const root = await makeProject(shelves);
  put(root, { 'app/models/note.py': 'mine = 1\n' });
  const words = ['resource', 'Note', '--remove', ...quick];
  const before = treeOf(root);
  expect(await run(root, words)).toMatchObject({ exitCode: 3, err: expect.stringContaining('--allow-drop') });
  expect(treeOf(root)).toEqual(before);
  const ran = await run(root, [...words, '--allow-drop']);
  expect(ran).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/unmanaged {2}app\/models\/note\.py/),
  });
  expect(read(root, 'app/models/note.py')).toBe('mine = 1\n');
  for (const gone of ['app/routers/notes.py', 'tests/test_note.py', '.fastapi-architect/resources/note.json'])
    expect(existsSync(join(root, gone))).toBe(false);
  expect(read(root, 'app/dependencies.py')).not.toContain('"Note"');
  expect(revisions(root).some((name) => /drop_notes/.test(name))).toBe(true);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test('in a terminal somebody is asked before rows are lost', async () => {
  const root = await makeProject(shelves);
  const words = ['resource', 'Note', '--remove', ...quick];
  const before = treeOf(root);
  expect(await run(root, words, answering({ confirm: ['no'] }))).toMatchObject({ exitCode: 3 });
  expect(treeOf(root)).toEqual(before);
  expect(await run(root, words, answering({ confirm: ['yes'] }))).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, 'app/models/note.py'))).toBe(false);
});

test('in a terminal somebody is asked whether a field that is gone is called something else', async () => {
  const root = await makeProject(['--resource', 'Note title:str body:str']);
  const path = '.fastapi-architect/resources/note.json';
  const spec = JSON.parse(read(root, path));
  spec.fields[1] = { name: 'content', type: 'str' };
  put(root, { [path]: JSON.stringify(spec) });
  expect(await run(root, ['sync', ...quick])).toMatchObject({ exitCode: 3 });
  const ran = await run(root, ['sync', ...quick], answering({ choice: ['content'] }));
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  expect(revisions(root).some((name) => /change|rename/.test(name))).toBe(true);
});

test('code that still uses a field which is gone is named, and no other', async () => {
  const resources = ['Note title:str body:str', 'Shelf body:str', 'Reply body:str note:ref'];
  const root = await makeProject(resources.flatMap((each) => ['--resource', each]));
  put(root, {
    'app/mine.py':
      'from app.models.note import Note\n\n\ndef mine(note: Note) -> str:\n    return note.body\n',
    'app/other.py':
      'from app.models.shelf import Shelf\n\n\ndef other(shelf: Shelf) -> str:\n    return shelf.body\n',
    '.venv/lib/note.py': 'note.body\n',
  });
  const ran = await run(root, ['resource', 'Note', '--drop', 'body', '--allow-drop', ...quick]);
  expect(ran.out.split('\n').filter((line) => line.startsWith('still used'))).toEqual([
    'still used: app/mine.py:5',
  ]);
});

test('a layer that was given is taken away again', async () => {
  const root = await makeProject(['--resource', 'Note:with=task title:str']);
  expect(existsSync(join(root, 'app/tasks/note.py'))).toBe(true);
  const before = revisions(root);
  expect(await run(root, ['resource', 'Note', '--without', 'task', ...quick])).toMatchObject({ exitCode: 0 });
  expect([existsSync(join(root, 'app/tasks')), revisions(root)]).toEqual([false, before]);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test.each([
  [
    'NOTE body:str',
    'NOTE: the project has Note, with the same files; type Note to change it, or another name',
  ],
  [
    'Tag --rename-to Note',
    'Tag: --rename-to Note: the project has Note, with the same files; type another name',
  ],
  [
    'Tag --rename-to NOTE',
    'Tag: --rename-to NOTE: the project has Note, with the same files; type another name',
  ],
])('no resource comes to where another one is: %s', async (words, err) => {
  const root = await makeProject(['--resource', 'Note title:str', '--resource', 'Tag label:str']);
  const before = treeOf(root);
  for (const more of [[], ['--dry-run'], ['--on-conflict=theirs']])
    expect(await run(root, ['resource', ...words.split(' '), ...more, ...quick])).toMatchObject({
      exitCode: 1,
      err,
    });
  expect(treeOf(root)).toEqual(before);
});
