import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
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
  await expect(undone(tempFolder())).rejects.toThrow(/^no project found/);
});

test('the contract that the project exports is to follow, where there is one', async () => {
  const root = await project();
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  put(root, { 'openapi.json': '{}' });
  const { said } = await undone(root, { skipInstall: false });
  expect(said.at(-1)).toMatch(/^openapi\.json was not exported: run/);
});

// The interpreter is a script here.
const onPosix = test.skipIf(process.platform === 'win32');

/** A project that alembic can run in, and whose environment answers as it is told. */
function withAlembic(root: string, current: string): void {
  put(root, {
    'alembic/env.py': '',
    'shop.db': '',
    '.venv/bin/python': `#!/bin/sh\necho "$*" >> calls\n[ "$3" = current ] && echo "${current}"\nexit 0\n`,
  });
  chmodSync(join(root, '.venv/bin/python'), 0o755);
}

const migrationIn = (root: string, word: string): string =>
  readdirSync(join(root, 'alembic/versions')).find((name) => name.includes(word)) ?? '';

onPosix('a migration that has run stops an undo, with the downgrade to type', async () => {
  const root = await project();
  const [down = ''] = migrationIn(root, 'create_notes').split('_');
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  const migration = migrationIn(root, 'create_customers');
  withAlembic(root, `${migration.split('_')[0]} (head)`);
  const before = treeOf(root);
  const command = `"alembic downgrade ${down}"`;
  const dry = await undone(root, { skipInstall: false, dryRun: true });
  expect(dry.said[0]).toBe(
    `alembic/versions/${migration} has run in the project's database: run ${command} before this`,
  );
  await expect(undone(root, { skipInstall: false })).rejects.toMatchObject({
    exitCode: 4,
    message: `alembic/versions/${migration} has run in the project's database; nothing was written: run ${command}, then undo again`,
  });
  rmSync(join(root, 'calls'));
  expect(treeOf(root)).toEqual(before);
  const asked: string[] = [];
  const confirm = async (question: string) => asked.push(question) > 0;
  await undoRun(
    { ...switches, skipInstall: false },
    { cwd: root, templates: fixtures, version: '0.0.0', say: () => {}, confirm },
  );
  expect(asked).toEqual([
    `alembic/versions/${migration} has run in the project's database. Run ${command} now?`,
  ]);
  expect(read(root, 'calls')).toContain(`-m alembic downgrade ${down}\n`);
  expect(migrationIn(root, 'create_customers')).toBe('');
});

onPosix(
  'where nobody can ask the database, an undo says that a migration may have run, and one that has not is no news',
  async () => {
    const root = await project();
    await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
    const [down = ''] = migrationIn(root, 'create_notes').split('_');
    withAlembic(root, down);
    expect((await undone(root, { dryRun: true })).said[0]).toMatch(
      /^alembic\/versions\/\w+_create_customers\.py may have run in a database: if so, run "alembic downgrade \w+" there before the file is deleted$/,
    );
    expect((await undone(root, { dryRun: true, skipInstall: false })).said).toEqual(LINES);
  },
);

test('a run is taken out of a file that was edited since, and a new file that was edited stays', async () => {
  const root = await project();
  const registry = read(root, 'app/dependencies.py');
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  put(root, {
    'app/dependencies.py': `# Mine.\n${read(root, 'app/dependencies.py')}`,
    'app/models/customer.py': `# Mine, too.\n${read(root, 'app/models/customer.py')}`,
  });
  rmSync(join(root, 'app/routers/customers.py'));
  const dry = await undone(root, { dryRun: true });
  const { said } = await undone(root);
  expect(dry.said).toEqual(said);
  expect(said).toEqual(
    expect.arrayContaining(['     unmanaged  app/models/customer.py', '         merge  app/dependencies.py']),
  );
  expect(read(root, 'app/dependencies.py')).toBe(`# Mine.\n${registry}`);
  expect(read(root, 'app/models/customer.py')).toMatch(/^# Mine, too\.\n/);
  expect(existsSync(join(root, 'tests/test_customer.py'))).toBe(false);
});

test('where the edit and the run are at the same place, nothing is written', async () => {
  const root = await project();
  await run(root, ['resource', 'Customer', 'name:str', '--skip-install']);
  const text = read(root, 'app/dependencies.py').replace('"Customer"', '"Customer and I"');
  put(root, { 'app/dependencies.py': text });
  const before = treeOf(root);
  await expect(undone(root)).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('app/dependencies.py'),
  });
  expect(treeOf(root)).toEqual(before);
});
