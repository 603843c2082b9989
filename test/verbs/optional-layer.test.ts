import { expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { run } from '../support/run.ts';

const quick = ['--skip-install', '--skip-git'];
const task = 'app/tasks/note.py';
const spec = '.fastapi-architect/resources/note.json';

async function project(...more: readonly string[]): Promise<string> {
  const cwd = tempFolder();
  await run(cwd, ['new', 'shop', ...quick, '--resource', ...more]);
  return `${cwd}/shop`;
}

test('a resource has such a layer only when asked for', async () => {
  const without = await project('Note title:str');
  const asked = await project('Note:with=task title:str');
  expect(Object.keys(treeOf(without))).not.toContain(task);
  expect(read(asked, task)).toContain('notes');
  expect((await run(asked, ['list'])).out).toContain('Note  model router task');
  expect((await run(without, ['list'])).out).toContain('Note  model router\n'.trim());
});

test.each([
  ['the layer’s own verb', ['task', 'note']],
  ['a flag of resource', ['resource', 'Note', '--with', 'task']],
  ['the name itself', ['resource', 'Note:with=task']],
])('it is added later by %s, without a migration', async (_, words) => {
  const root = await project('Note title:str');
  const { exitCode, out } = await run(root, [...words, '--skip-install']);
  expect(exitCode).toBe(0);
  expect(out.split('\n')).toEqual([expect.stringMatching(/create +app\/tasks\/note\.py/), '1 file: 1 new']);
  expect(JSON.parse(read(root, spec))).toMatchObject({ name: 'Note', with: ['task'] });
  // Said again, and with more fields, it stays.
  expect((await run(root, [...words, '--skip-install'])).out).toBe('nothing to do');
  await run(root, ['resource', 'Note', 'body:text:optional', '--skip-install']);
  expect(JSON.parse(read(root, spec))).toMatchObject({ with: ['task'], fields: [{}, { name: 'body' }] });
});

test('its verb regenerates it where it is', async () => {
  const root = await project('Note:with=task title:str');
  expect((await run(root, ['task', 'Note'])).out).toBe('nothing to do');
  expect((await run(root, ['task'])).out).toBe('nothing to do');
  expect((await run(root, ['task', 'Nothing'])).err).toContain(
    'resource Nothing not found: this project has Note',
  );
});

test.each([
  [
    'resource',
    'Bill:with=cake total:int',
    'not an optional layer of this profile (available: task); type with=task',
  ],
  [
    'resource',
    'Bill:with=model total:int',
    'not an optional layer of this profile (available: task); type with=task',
  ],
  ['resource', 'Bill:with=task:size=9 total:int', 'a resource’s name takes only plural=… and with=…'],
])('%s %s is refused', async (verb, line, reason) => {
  const root = await project('Note title:str');
  const before = treeOf(root);
  const { exitCode, err } = await run(root, [verb, ...line.split(' ')]);
  expect([exitCode, err.replaceAll("'", '’')]).toEqual([1, expect.stringContaining(reason)]);
  expect(treeOf(root)).toEqual(before);
});

test('a spec edited by hand may ask for it too', async () => {
  const root = await project('Note title:str');
  const edited = { ...(JSON.parse(read(root, spec)) as object), with: ['task'] };
  put(root, { [spec]: JSON.stringify(edited) });
  await run(root, ['resource', 'Note', 'title:str', '--skip-install']);
  expect(read(root, task)).toContain('notes');
});
