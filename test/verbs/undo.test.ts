import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Switches } from '../../src/run/context.ts';
import { undoRun } from '../../src/actions/undo.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { fixtures, run } from '../support/run.ts';

const quick = ['--skip-install', '--skip-git'];
const switches: Switches = { force: false, dryRun: false, diff: false, skipInstall: true, skipGit: true };

async function project(): Promise<string> {
  const cwd = tempFolder();
  await run(cwd, ['new', 'shop', '--resource', 'Note title:str', ...quick]);
  return join(cwd, 'shop');
}

async function undone(cwd: string, more: Partial<Switches> = {}) {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const outcome = await undoRun(
    { ...switches, ...more },
    { cwd, templates: fixtures, version: '0.0.0', say },
  );
  return { said, outcome };
}

const LINES = [
  expect.stringMatching(/^ {8}remove {2}alembic\/versions\/\w+_create_customers\.py$/),
  '       restore  app/dependencies.py',
  '        remove  app/models/customer.py',
  '        remove  app/routers/customers.py',
  '        remove  tests/test_customer.py',
];

test('a resource that was added goes, and all that the generator remembers of it', async () => {
  const root = await project();
  const before = treeOf(root);
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  const { said, outcome } = await undone(join(root, 'app'));
  expect(said).toEqual(LINES);
  expect(outcome).toEqual({ root, changes: [], wrote: true, interrupted: false });
  expect(treeOf(root)).toEqual(before);
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  expect(existsSync(join(root, 'app/models/customer.py'))).toBe(true);
});

test('a dry run says the same and writes nothing', async () => {
  const root = await project();
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  const before = treeOf(root);
  for (const more of [{ dryRun: true }, { diff: true }]) {
    const { said, outcome } = await undone(root, more);
    expect(said).toEqual(LINES);
    expect(outcome.wrote).toBe(false);
  }
  expect(treeOf(root)).toEqual(before);
});

test('a project whose specs nobody can read any more can be undone', async () => {
  const root = await project();
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  put(root, { '.fastapi-architect/resources/note.json': '<<<<<<< mine' });
  expect(await run(root, ['model'])).not.toMatchObject({ exitCode: 0 });
  await undone(root);
  expect(existsSync(join(root, 'app/models/customer.py'))).toBe(false);
  expect(read(root, '.fastapi-architect/resources/note.json')).toBe('<<<<<<< mine');
});

test('a new project has nothing to undo, and a folder that is none is told so', async () => {
  await expect(undone(await project())).rejects.toThrow(/^nothing to undo/);
  await expect(undone(tempFolder())).rejects.toThrow(/^no project here/);
});

test('the contract that the project exports is to follow, where there is one', async () => {
  const root = await project();
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  put(root, { 'openapi.json': '{}' });
  const { said } = await undone(root, { skipInstall: false });
  expect(said.at(-1)).toMatch(/^openapi\.json is written by/);
});
