import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { edit, makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const more = ['resource', 'Note', 'title:str:max=9', '--skip-install'];

test.each([
  ['by its path', 'app/models/note.py skip\n'],
  ['by a pattern, with a remark', '# Ours.\napp/**/note.py # as it is\n'],
])('what .yo-resolve says to skip stays as it is, %s', async (_, rules) => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { '.yo-resolve': rules });
  const before = read(root, MODEL);
  expect(await run(root, more)).toMatchObject({ exitCode: 0 });
  expect(read(root, MODEL)).toBe(before);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
  put(root, { '.yo-resolve': '' });
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2 });
});

test('what it says to force is overwritten where there is a conflict, and merged where there is none', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { '.yo-resolve': 'app/** force\n' });
  edit(root, MODEL, 'title = "title:str"', 'title = 1');
  expect(await run(root, more)).toMatchObject({ exitCode: 0 });
  expect(read(root, MODEL)).not.toContain('title = 1');
});

test('what it does not speak of goes its usual way', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { '.yo-resolve': 'other.py skip\n' });
  edit(root, MODEL, 'title = "title:str"', 'title = 1');
  const before = treeOf(root);
  expect(await run(root, more)).toMatchObject({ exitCode: 3 });
  expect(treeOf(root)).toEqual(before);
});
