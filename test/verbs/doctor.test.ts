import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { edit, makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';

const found = (out: string, name: string): string =>
  out.split('\n').find((line) => line.slice(6).startsWith(name)) ?? '';

test('outside a project, doctor shows the programs of the machine', async () => {
  const cwd = tempFolder();
  const { exitCode, out, err } = await run(cwd, ['doctor']);
  expect([exitCode, err]).toEqual([0, '']);
  expect(found(out, 'Node')).toContain(process.versions.node);
  expect(out.split('\n').map((line) => line.slice(0, 4))).toEqual(['ok  ', 'ok  ', 'ok  ', 'ok  ']);
});

test('in a project, doctor says what is missing and what to type, and writes nothing', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  const before = treeOf(root);
  const { exitCode, out } = await run(root, ['doctor']);
  expect(exitCode).toBe(2);
  expect(found(out, 'project')).toMatch(/^ok {4}project +shop, profile mini, resources: 1$/);
  expect(found(out, 'environment')).toMatch(/^todo.*no \.venv$/);
  expect(found(out, 'openapi.json')).toMatch(/^todo.*missing$/);
  expect(out).toContain('scripts/export_openapi.py  # export the contract');
  expect(treeOf(root)).toEqual(before);
});

test('files of another version, conflicts and ignored records are found', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  put(root, { '.gitignore': '.fastapi-architect/\n' });
  const lock = '.fastapi-architect/lock/note.json';
  const [, version = ''] = /"generator":"([^"]+)"/.exec(read(root, lock)) ?? [];
  put(root, { [lock]: read(root, lock).replace(`"generator":"${version}"`, '"generator":"0.0.9"') });
  const older = await run(root, ['doctor']);
  expect(found(older.out, 'generator')).toMatch(/^todo.* files are from another version$/);
  edit(root, 'app/models/note.py', 'title = "title:str"', 'title = 1');
  await run(root, ['resource', 'Note', 'title:str:max=9', '--on-conflict=markers']);
  const { exitCode, out } = await run(root, ['doctor']);
  expect(exitCode).toBe(2);
  expect(found(out, 'conflicts')).toMatch(/^todo +conflicts +app\/models\/note\.py$/);
  expect(found(out, 'records')).toMatch(/^todo.*git ignores \.fastapi-architect/);
  expect(out).toContain('fastapi-architect resolve  # after you have edited these files');
});

test('damaged records are a finding, not a failure', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  put(root, { '.fastapi-architect/lock/note.json': '{' });
  const { exitCode, out, err } = await run(root, ['doctor']);
  expect([exitCode, err]).toEqual([2, '']);
  expect(found(out, 'project')).toMatch(/^todo +project +\.fastapi-architect\/lock\/note\.json/);
});
