import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { answering, run } from '../support/run.ts';

const quick = ['--skip-install', '--skip-git'];

async function project(...more: readonly string[]): Promise<string> {
  const cwd = tempFolder();
  await run(cwd, ['new', 'shop', ...quick, ...more]);
  return join(cwd, 'shop');
}

test('a resource added later equals one given at the start', async () => {
  const resources = ['--resource', 'Note title:str', '--resource', 'Customer name:str'];
  const both = await project(...resources);
  const later = await project(...resources.slice(0, 2));
  const { exitCode, out } = await run(join(later, 'app'), [
    'resource',
    'Customer',
    'name:str',
    '--skip-install',
  ]);
  expect(exitCode).toBe(0);
  expect(out.split('\n').map((line) => line.trim())).toEqual([
    'update  app/dependencies.py',
    'create  app/models/customer.py',
    'create  app/routers/customers.py',
    'create  tests/test_customer.py',
    expect.stringMatching(/^create {2}alembic\/versions\/\w+_create_customers\.py$/),
    '5 files: 4 new, 1 updated, 1 migration',
    '',
    'Next steps:',
    '1. cd ..',
    '2. alembic upgrade head  # apply the new migration',
  ]);
  // Bases of what has been replaced stay where they are.
  const bases = /^\.fastapi-architect\/objects/;
  expect(treeOf(later, bases)).toEqual(treeOf(both, bases));
});

test('said again it changes nothing, not even a time', async () => {
  const root = await project('--resource', 'Note title:str');
  const before = treeOf(root);
  const time = statSync(join(root, 'app/models/note.py')).mtimeMs;
  const { out } = await run(root, ['resource', 'Note', 'title:str']);
  expect(out).toBe('nothing to do');
  expect(treeOf(root)).toEqual(before);
  expect(statSync(join(root, 'app/models/note.py')).mtimeMs).toBe(time);
});

test('more fields are added, said ones replaced, the rest and all ids stay', async () => {
  const root = await project('--resource', 'Note title:str slug:slug:from=title');
  const ids = () =>
    (JSON.parse(read(root, '.fastapi-architect/resources/note.json')).fields as { id: string }[]).map(
      ({ id }) => id,
    );
  const before = ids();
  await run(root, ['resource', 'note', 'title:str:max=9', 'due_on:date:optional', '--skip-install']);
  const lines = read(root, 'app/models/note.py')
    .split('\n')
    .slice(2, -1)
    .map((line) => line.trim());
  expect(lines).toEqual([
    'title = "title:str:max=9"',
    'slug = "slug:slug:from=title"',
    'due_on = "due_on:date:optional"',
  ]);
  expect(ids().slice(0, 2)).toEqual(before);
});

test('edited files that have nothing new to take in stay byte for byte', async () => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/main.py': 'mine\n', 'app/models/note.py': 'mine too\r\n' });
  expect(await run(root, ['resource', 'Tag', 'name:str', '--skip-install'])).toMatchObject({ exitCode: 0 });
  expect(read(root, 'app/main.py') + read(root, 'app/models/note.py')).toBe('mine\nmine too\r\n');
  expect(await run(root, ['model'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('what is new is taken into an edited file where both leave each other alone', async () => {
  const root = await project('--resource', 'Note title:str');
  const mine = `# Mine.\n\n\n${read(root, 'app/models/note.py').replaceAll('\n', '\r\n')}`;
  put(root, { 'app/models/note.py': mine });
  const words = ['resource', 'Note', 'more:int:optional'];
  const shown = await run(root, [...words, '--dry-run']);
  expect(shown.out).toMatch(/ merge {2}app\/models\/note\.py/);
  expect(read(root, 'app/models/note.py')).toBe(mine);
  const ran = await run(root, [...words, '--skip-install']);
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(ran.out).toMatch(/ merge {2}app\/models\/note\.py/);
  const merged = read(root, 'app/models/note.py');
  const [added, ...others] = merged.split('\r\n').filter((line) => !mine.split('\r\n').includes(line));
  expect([added, others]).toEqual([expect.stringContaining('more'), []]);
  expect(merged.startsWith('# Mine.\n\n\n')).toBe(true);
  expect(await run(root, ['model'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('where the last pristine render is lost and nobody can make it again, nothing is merged', async () => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/models/note.py': `# Mine.\n\n\n${read(root, 'app/models/note.py')}` });
  const lock = '.fastapi-architect/lock/note.json';
  put(root, { [lock]: read(root, lock).replace(/(models\/note\.py","base":")\w+/, `$1${'0'.repeat(64)}`) });
  expect(await run(root, ['resource', 'Note', 'more:int:optional'])).toMatchObject({ exitCode: 3 });
});

test('a conflict without anybody to ask: exit 3 and not a byte has changed', async () => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/models/note.py': 'mine\n' });
  const before = treeOf(root);
  const { exitCode, err } = await run(root, ['resource', 'Note', 'more:int:optional']);
  expect(exitCode).toBe(3);
  expect(err).toMatch(/^app\/models\/note\.py: changed by you and by the generator; nothing was written/);
  expect(treeOf(root)).toEqual(before);
});

test.each([
  ['keep', ['mine'], /mine/, 0],
  ['overwrite', ['theirs'], /more/, 0],
  ['look first', ['diff', 'theirs'], /more/, 0],
  ['abort', ['abort'], /mine/, 3],
])('a conflict answered with: %s', async (_, decision, text, exitCode) => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/models/note.py': 'mine\n' });
  const ran = await run(
    root,
    ['resource', 'Note', 'more:int:optional', '--skip-install'],
    answering({ decision }),
  );
  expect(ran.exitCode).toBe(exitCode);
  expect(read(root, 'app/models/note.py')).toMatch(text);
  if (decision.includes('diff')) expect(ran.out).toMatch(/^\+<{7} yours[^]*^\+class Note/m);
  const again = await run(root, ['model'], answering({}));
  expect(again).toMatchObject(exitCode === 0 ? { out: 'nothing to do' } : { exitCode: 0 });
});

test('--on-conflict=later keeps the user’s file, and the question comes again', async () => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/models/note.py': 'mine\n' });
  const { exitCode, out } = await run(root, [
    'resource',
    'Note',
    'more:int:optional',
    '--on-conflict=later',
    '--skip-install',
  ]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/yours kept {2}app\/models\/note\.py/);
  expect(read(root, 'app/models/note.py')).toBe('mine\n');
  expect(await run(root, ['model'])).toMatchObject({ exitCode: 3 });
});

test('a deleted file stays deleted', async () => {
  const root = await project('--resource', 'Note title:str');
  rmSync(join(root, 'tests/test_note.py'));
  const { out } = await run(root, ['resource', 'Note', 'more:int:optional', '--skip-install']);
  expect(out).toMatch(/deleted by you {2}tests\/test_note\.py/);
  expect(Object.keys(treeOf(root))).not.toContain('tests/test_note.py');
});

test('--dry-run and --diff show a conflict with exit code 3 and write nothing', async () => {
  const root = await project('--resource', 'Note title:str');
  put(root, { 'app/models/note.py': 'mine\n' });
  const before = treeOf(root);
  for (const flag of ['--dry-run', '--diff']) {
    expect(await run(root, ['resource', 'Note', 'more:int:optional', flag])).toMatchObject({ exitCode: 3 });
  }
  expect(treeOf(root)).toEqual(before);
});

test.each([
  [['resource'], /name is missing/],
  [['resource', 'Tag'], /needs a field/],
  [['resource', 'Tag', 'name:string'], /string/],
  [['resource', 'Notes', 'x:int'], /Note/],
  [['resource', 'Tag', 'x:int', '--database', 'sqlite'], /--database has no effect on resource; it takes --/],
  [['service'], /unknown verb "service"; choose from .*model, router, task, config, deps$/],
  [['model', 'Nobody'], /resource Nobody not found: this project has Note/],
  [['config', 'Note'], /belongs to the project/],
  [['model', 'Note', 'x'], /model takes only <Name>; omit x/],
])('%j says in one line what is wrong, and writes nothing', async (args, message) => {
  const root = await project('--resource', 'Note title:str');
  const before = treeOf(root);
  const { exitCode, err } = await run(root, args as string[]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(message as RegExp);
  expect(err).not.toContain('\n');
  expect(treeOf(root)).toEqual(before);
});

test('outside a project every verb but new says so', async () => {
  const cwd = tempFolder();
  for (const args of [['resource', 'Tag', 'name:str'], ['model']]) {
    expect(await run(cwd, args)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no project found'),
    });
  }
  expect((await run(cwd, ['list'])).out).toBe(
    'mini  Mini\n  for     tests\n  layers  model router task\n  flags   --database sqlite|postgresql --auth none',
  );
});

test('one layer is regenerated, and no other file is touched', async () => {
  const root = await project('--resource', 'Note title:str');
  rmSync(join(root, '.fastapi-architect/lock/note.json'));
  rmSync(join(root, 'app/models/note.py'));
  rmSync(join(root, 'app/routers/notes.py'));
  expect((await run(root, ['model', 'note'])).out.trim()).toBe('create  app/models/note.py\n1 file: 1 new');
  expect(Object.keys(treeOf(root))).not.toContain('app/routers/notes.py');
});

test('the answers of other generators in .yo-rc.json stay', async () => {
  const root = await project();
  const answers = JSON.parse(read(root, '.yo-rc.json')) as object;
  put(root, { '.yo-rc.json': JSON.stringify({ 'generator-other': { a: 1 }, ...answers }) });
  await run(root, ['resource', 'Tag', 'name:str', '--skip-install']);
  expect(JSON.parse(read(root, '.yo-rc.json'))).toEqual({ 'generator-other': { a: 1 }, ...answers });
});

test('a spec edited by hand is checked as what is typed', async () => {
  const root = await project('--resource', 'Note title:str');
  const path = '.fastapi-architect/resources/note.json';
  put(root, { [path]: read(root, path).replace('"str"', '"strr"') });
  const { exitCode, err } = await run(root, ['list']);
  expect([exitCode, err]).toEqual([4, expect.stringContaining(path)]);
});
