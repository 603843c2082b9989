import { existsSync, readFileSync, readdirSync, symlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, tempFolder, treeOf } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const GUARD = '.fastapi-architect/guard/architect_guard';
const THIN = `${GUARD}/rules/thin_handlers.py`;
const OBSOLETE = `${GUARD}/rules/obsolete.py`;

const project = () => makeProject(['--yes'], templates);
const call = (root: string, ...words: readonly string[]) => run(root, words, undefined, templates);
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

test('a project has a copy of the guard, without bases and without places in locks', async () => {
  const root = await project();
  const own = readFileSync(
    join(import.meta.dirname, '../../guard/architect_guard/rules/thin_handlers.py'),
    'utf8',
  );
  expect(read(root, THIN)).toBe(own);
  for (const lock of readdirSync(join(root, '.fastapi-architect/lock')))
    expect(read(root, `.fastapi-architect/lock/${lock}`)).not.toContain('architect_guard');
});

test('check reports a copy that differs, and upgrade replaces it as a whole', async () => {
  const root = await project();
  const before = treeOf(root);
  put(root, { [THIN]: 'def check(project):\n    return []\n', [OBSOLETE]: '"""Old."""\n' });
  const { exitCode, out } = await call(root, 'check');
  expect([exitCode, out]).toEqual([2, `${GUARD} differs from this version: run "fastapi-architect upgrade"`]);
  expect(await call(root, 'upgrade', '--skip-install')).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, OBSOLETE))).toBe(false);
  expect(treeOf(root)).toEqual(before);
  expect(await call(root, 'check')).toMatchObject({ exitCode: 0 });
});

test('an upgrade of the copy can be undone', async () => {
  const root = await project();
  put(root, { [OBSOLETE]: '"""Old."""\n' });
  rmSync(join(root, THIN));
  const before = treeOf(root);
  await call(root, 'upgrade', '--skip-install');
  expect(existsSync(join(root, THIN))).toBe(true);
  expect(await call(root, 'undo')).toMatchObject({ exitCode: 0 });
  expect(treeOf(root)).toEqual(before);
});

test('a verb that regenerates a layer leaves the copy alone', async () => {
  const root = await project();
  put(root, { [OBSOLETE]: '"""Old."""\n' });
  expect(await call(root, 'service')).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, OBSOLETE))).toBe(true);
});

test('a link in the place of the copy is refused, and nothing is written', async () => {
  const root = await project();
  const elsewhere = tempFolder();
  rmSync(join(root, '.fastapi-architect/guard'), { recursive: true });
  symlinkSync(elsewhere, join(root, '.fastapi-architect/guard'));
  expect(await call(root, 'upgrade', '--skip-install')).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining('.fastapi-architect/guard is not a folder'),
  });
  expect(readdirSync(elsewhere)).toEqual([]);
});
