import { expect, test } from 'vitest';
import { put, read } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';

test('list names the resources with layers, fields, routes and edits', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  const lines = [
    'Note  model router',
    '  fields  title:str',
    '  routes  GET POST /notes, GET PATCH DELETE /notes/{note_id}',
  ];
  expect((await run(root, ['list'])).out.split('\n').slice(1)).toEqual(lines);
  for (const path of ['app/models/note.py', 'app/config.py'])
    put(root, { [path]: `${read(root, path)}mine = 1\n` });
  expect((await run(root, ['list'])).out.split('\n').slice(1)).toEqual([
    ...lines,
    '  edited  app/models/note.py',
    'edited  app/config.py',
  ]);
});

test('list works where a lock is damaged, and says nothing of edits then', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { '.fastapi-architect/lock/note.json': 'nonsense' });
  const { exitCode, out } = await run(root, ['list']);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('Note  model router')]);
});
