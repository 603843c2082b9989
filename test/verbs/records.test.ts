import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';
import { branches } from '../support/team.ts';

const quick = ['--skip-install'];

test('markers in a file that no spec decides are named, and check does not say that there is nothing to do', async () => {
  const root = await makeProject();
  const change = (value: string) => async () =>
    put(root, { 'app/main.py': read(root, 'app/main.py').replace(/^.*/, `"""${value}."""`) });
  await branches(root, { ann: change('Ann'), bob: change('Bob') });
  expect(await run(root, ['sync', ...quick])).toMatchObject({
    exitCode: 3,
    out: expect.stringMatching(/unresolved conflict: app\/main\.py:\d+/),
  });
  const checked = await run(root, ['check']);
  expect(checked).toMatchObject({
    exitCode: 2,
    out: expect.stringContaining('unresolved conflict: app/main.py'),
  });
  expect(checked.out).not.toContain('nothing to do');
});

test('an older generator stops at what a newer one wrote, and names it', async () => {
  const root = await makeProject();
  const path = '.fastapi-architect/lock/_project.json';
  put(root, { [path]: read(root, path).replace(/"generator":"[^"]+"/, '"generator":"99.1.0"') });
  const before = treeOf(root);
  for (const words of [
    ['check'],
    ['upgrade'],
    ['resource', 'Note', 'size:int'],
    ['model'],
    ['sync'],
    ['list'],
  ])
    expect([words, await run(root, words)]).toMatchObject([
      words,
      {
        exitCode: 4,
        err: expect.stringMatching(/written by version 99\.1\.0 of the generator, and this is .*@99\.1\.0/),
      },
    ]);
  expect(treeOf(root)).toEqual(before);
});

test('a project whose records are lost is told so by every verb', async () => {
  const root = await makeProject();
  rmSync(join(root, '.fastapi-architect'), { recursive: true });
  for (const words of [['list'], ['check'], ['upgrade'], ['sync'], ['resource', 'Otter', 'age:int']])
    expect([words, await run(root, words)]).toMatchObject([
      words,
      { exitCode: 4, out: '', err: expect.stringContaining('"fastapi-architect adopt"') },
    ]);
});

test('resolve exports the contract again, as every run that changes a project does', async () => {
  const root = await makeProject();
  const model = 'app/models/note.py';
  put(root, { [model]: read(root, model).replace('title', 'mine'), 'openapi.json': '{}' });
  await run(root, ['resource', 'Note', 'title:str:max=9', '--on-conflict=markers', ...quick]);
  expect(read(root, model)).toContain('<<<<<<<');
  expect((await run(root, ['resolve'])).out).not.toContain('openapi.json');
  put(root, { [model]: 'done = 1\n' });
  expect((await run(root, ['resolve'])).out).toMatch(
    /^openapi\.json was not exported: run "(uv run )?python scripts\/export_openapi\.py"$/m,
  );
});
