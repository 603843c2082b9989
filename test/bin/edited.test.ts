import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder, treeOf } from '../support/folder.ts';
import { HANG } from '../support/limits.ts';

const bin = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-architect.js');
const SCHEMA = 'app/schemas/note.py';
const MODEL = 'app/models/note.py';
const change = ['resource', 'Note', 'due_on:date:optional', '--skip-install'];

function call(cwd: string, ...args: readonly string[]) {
  const env = { ...process.env, CI: '1' };
  return spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    input: '',
    timeout: HANG,
  });
}

/** A project in which the next field meets an edit that can be merged, and one that cannot. */
function contested(): string {
  const cwd = tempFolder();
  call(cwd, 'new', 'shop', '--yes', '--skip-install', '--skip-git');
  const root = join(cwd, 'shop');
  writeFileSync(join(root, MODEL), `${readFileSync(join(root, MODEL), 'utf8')}\n\nMINE = 1\n`);
  writeFileSync(join(root, SCHEMA), 'mine = 1\n');
  return root;
}

test.each([
  ['nobody to ask', change, 3],
  ['--dry-run', [...change, '--dry-run'], 3],
  ['--diff', [...change, '--diff'], 3],
  ['--json', [...change, '--json'], 3],
  ['--on-conflict=ask', [...change, '--on-conflict=ask'], 3],
  ['--on-conflict=abort', [...change, '--on-conflict=abort'], 3],
  ['an unknown flag', [...change, '--bail'], 1],
  ['check', ['check'], 0],
  ['check --json', ['check', '--json'], 0],
  ['upgrade', ['upgrade'], 0],
  ['sync --dry-run', ['sync', '--dry-run'], 0],
  ['undo', ['undo'], 1],
  ['move without a path', ['move'], 1],
  ['adopt', ['adopt'], 0],
])(
  'over an edited project, with nobody there, %s: its exit code at once, and not a byte is another',
  (_, args, code) => {
    const cwd = contested();
    const before = treeOf(cwd);
    const { status, signal, stdout, stderr } = call(cwd, ...args);
    expect([status, signal]).toEqual([code, null]);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(2);
    if (args.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ exitCode: code });
    expect(treeOf(cwd)).toEqual(before);
  },
);

test('--on-conflict=later takes no line of the user’s away, and --force can be undone', () => {
  const cwd = contested();
  expect(call(cwd, ...change, '--on-conflict=later').status).toBe(0);
  expect(readFileSync(join(cwd, SCHEMA), 'utf8')).toBe('mine = 1\n');
  expect(readFileSync(join(cwd, MODEL), 'utf8')).toMatch(/due_on[^]*MINE = 1\n$/);
  const other = contested();
  const before = treeOf(other);
  expect(call(other, ...change, '--force').status).toBe(0);
  expect(readFileSync(join(other, SCHEMA), 'utf8')).toContain('due_on');
  expect(call(other, 'undo', '--skip-install').status).toBe(0);
  expect(treeOf(other)).toEqual(before);
});

test('Ctrl-C at any time over an edited project: all of the run, or nothing of it', async () => {
  const cwd = contested();
  const before = treeOf(cwd);
  for (const delay of [80, 160, 240, 320, 400]) {
    const child = spawn(process.execPath, [bin, ...change, '--force'], { cwd, stdio: 'ignore' });
    setTimeout(() => child.kill('SIGINT'), delay);
    await new Promise((resolve) => child.on('exit', resolve));
    if (readFileSync(join(cwd, MODEL), 'utf8').includes('due_on')) {
      expect(call(cwd, 'undo', '--skip-install').status).toBe(0);
    }
    expect(treeOf(cwd)).toEqual(before);
  }
});
