import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfile } from '../../src/overlay/manifest.ts';
import { openStack } from '../../src/overlay/stack.ts';
import { faultsOf } from '../../src/python/ruff.ts';
import { put, read, treeOf } from '../support/folder.ts';
import { edit, makeProject } from '../support/project.ts';
import { branches, commitAll, git, mergeHeads, revisionsIn } from '../support/team.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const quick = ['--skip-install'];
test('two branches each add a resource: sync makes one project of them', async () => {
  const root = await makeProject();
  await branches(root, {
    otters: async () => void (await run(root, ['resource', 'Otter', 'age:int', ...quick])),
    zebras: async () => {
      await run(root, ['resource', 'Zebra', 'stripes:int', ...quick]);
      edit(root, 'app/dependencies.py', 'RESOURCES = [', '# Mine.\nRESOURCES = [');
    },
  });
  expect(read(root, 'app/dependencies.py')).toContain('<<<<<<< ');
  expect(read(root, '.fastapi-architect/lock/_project.json')).toContain('<<<<<<< ');
  expect(await run(root, ['resource', 'Other', 'a:int', ...quick])).toMatchObject({ exitCode: 4 });
  expect(await run(root, ['sync', ...quick])).toMatchObject({ exitCode: 0 });
  expect(read(root, 'app/dependencies.py')).toBe(
    '# Mine.\nRESOURCES = [\n    "Note",\n    "Otter",\n    "Zebra",\n]\n',
  );
  const heads = /^alembic\/versions has 2 heads \(\w+, \w+\): run "alembic merge heads"$/;
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2, out: expect.stringMatching(heads) });
  mergeHeads(root);
  commitAll(root, 'Merge');
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(await run(root, ['sync', ...quick])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('in a real project git asks about registries only, and after sync both resources are mounted', async () => {
  const root = await makeProject(['--yes'], templates);
  await branches(root, {
    otters: async () =>
      void (await run(root, ['resource', 'Otter', 'age:int', ...quick], undefined, templates)),
    zebras: async () =>
      void (await run(root, ['resource', 'Zebra', 'stripes:int', ...quick], undefined, templates)),
  });
  const torn = execFileSync('git', ['diff', '--name-only', '--diff-filter=U'], {
    cwd: root,
    encoding: 'utf8',
  });
  const stack = openStack(templates, readProfile(templates, 'layered', 'none'));
  const registries = [...stack.templates.keys()].flatMap((id) => /^registry\/(.*)$/.exec(id)?.[1] ?? []);
  const expected = new Set([...registries, '.fastapi-architect/lock/_project.json']);
  expect(
    torn
      .trim()
      .split('\n')
      .filter((path) => !expected.has(path)),
  ).toEqual([]);
  expect(torn).toContain('app/dependencies.py');
  expect(await run(root, ['sync', ...quick], undefined, templates)).toMatchObject({ exitCode: 0, err: '' });
  for (const path of Object.keys(treeOf(root)).filter((each) => /^(app|tests)\/.*\.py$/.test(each)))
    expect([path, faultsOf(read(root, path))]).toEqual([path, []]);
  for (const name of ['Otter', 'Zebra']) expect(read(root, 'app/models/__init__.py')).toContain(name);
  const mounted = read(root, 'app/routers/__init__.py');
  expect([mounted.includes('otters.router'), mounted.includes('zebras.router')]).toEqual([true, true]);
  mergeHeads(root);
  commitAll(root, 'Merge');
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({
    exitCode: 0,
    out: 'nothing to do',
  });
});

test('a resource more on two heads stops with what to type', async () => {
  const root = await makeProject();
  await branches(root, {
    apples: async () => void (await run(root, ['resource', 'Apple', 'core:int', ...quick])),
    zebras: async () => void (await run(root, ['resource', 'Zebra', 'stripes:int', ...quick])),
  });
  await run(root, ['sync', ...quick]);
  commitAll(root, 'Merge');
  const ran = await run(root, ['resource', 'Other', 'a:int', ...quick]);
  expect(ran).toMatchObject({ exitCode: 4, err: expect.stringContaining('alembic merge heads') });
});

test('a conflict in a file of the user’s is theirs to finish first', async () => {
  const root = await makeProject();
  const change = (value: string) => async () =>
    put(root, { 'app/models/note.py': read(root, 'app/models/note.py').replace('title:str:max=200', value) });
  await branches(root, { one: change('one'), two: change('two') });
  const before = treeOf(root);
  expect(await run(root, ['check'])).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('unresolved conflict: app/models/note.py:3'),
  });
  expect(await run(root, ['model'])).toMatchObject({ exitCode: 4 });
  expect(treeOf(root)).toEqual(before);
});

test('a lock that both branches have changed knows both, also where its user has put the spec together', async () => {
  const root = await makeProject();
  await branches(root, {
    titles: async () => void (await run(root, ['resource', 'Note', 'title:str:max=9', ...quick])),
    bodies: async () => void (await run(root, ['resource', 'Note', 'body:text', ...quick])),
  });
  const spec = {
    name: 'Note',
    fields: [
      { name: 'title', type: 'str', max: 9 },
      { name: 'body', type: 'text' },
    ],
  };
  put(root, { '.fastapi-architect/resources/note.json': JSON.stringify(spec) });
  const before = revisionsIn(root);
  git(root, 'add', '--all');
  const ran = await run(root, ['sync', ...quick]);
  expect(ran).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('alembic merge heads') });
  expect(revisionsIn(root)).toEqual(before);
  expect(read(root, 'app/models/note.py')).toContain('body');
});

test('a spec that was edited by hand is applied, with its migration', async () => {
  const root = await makeProject();
  const path = '.fastapi-architect/resources/note.json';
  const spec = JSON.parse(read(root, path));
  spec.fields.push({ name: 'size', type: 'int', optional: true });
  put(root, { [path]: JSON.stringify(spec) });
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2 });
  const ran = await run(root, ['sync', ...quick]);
  expect(ran).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/create {2}alembic\/versions\/\w+_notes/),
  });
  expect(read(root, 'app/models/note.py')).toContain('size');
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test('a spec that was deleted by hand takes its files and its table along, if that is meant', async () => {
  const root = await makeProject();
  rmSync(join(root, '.fastapi-architect/resources/note.json'));
  expect(await run(root, ['sync'])).toMatchObject({
    exitCode: 3,
    err: expect.stringContaining('--allow-drop'),
  });
  expect(await run(root, ['sync', '--allow-drop', ...quick])).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, 'app/models/note.py'))).toBe(false);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});
