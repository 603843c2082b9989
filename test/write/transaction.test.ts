import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TRANSACTION_FOLDER } from '../../src/state/layout.ts';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';

const two = [
  { path: 'a/b/one.py', content: '1' },
  { path: 'two.py', content: '2' },
];

test('a new folder appears whole, with the folders above it', () => {
  const root = join(tempFolder(), 'deep', 'shop');
  commit(root, two);
  expect(read(root, 'a/b/one.py') + read(root, 'two.py')).toBe('12');
  expect(readdirSync(join(root, '..'))).toEqual(['shop']);
});

test('in a folder that exists files are replaced, their mode stays, and no trace is left', () => {
  const root = tempFolder();
  put(root, { 'two.py': 'old', 'mine.py': 'mine' });
  chmodSync(join(root, 'two.py'), 0o755);
  commit(root, two);
  expect(Object.keys(treeOf(root))).toEqual(['a/b/one.py', 'mine.py', 'two.py']);
  expect(read(root, 'two.py')).toBe('2');
  expect(statSync(join(root, 'two.py')).mode & 0o777).toBe(0o755);
  expect(existsSync(join(root, TRANSACTION_FOLDER))).toBe(false);
});

const obstacles: Readonly<Record<string, (root: string) => void>> = {
  'a folder where a file goes': (root) => mkdirSync(join(root, 'two.py')),
  'a file where a folder goes': (root) => put(root, { a: 'file' }),
  'a linked folder': (root) => symlinkSync(tempFolder(), join(root, 'a')),
  'a linked file': (root) => symlinkSync(join(tempFolder(), 'elsewhere'), join(root, 'two.py')),
};

test.each(Object.entries(obstacles))('%s stops before the first write', (_, occupy) => {
  const root = tempFolder();
  occupy(root);
  const before = readdirSync(root, { recursive: true });
  expect(() => commit(root, two)).toThrow(/nothing was written/);
  expect(readdirSync(root, { recursive: true })).toEqual(before);
});

test.each(['../x', '/x', 'a/../../x', 'a//b', ''])('%j is outside the project', (path) => {
  const root = join(tempFolder(), 'new');
  expect(() => commit(root, [{ path, content: '' }])).toThrow(/outside the project/);
  expect(existsSync(root)).toBe(false);
});

test('a root below a file is refused in words', () => {
  const root = tempFolder();
  put(root, { file: '' });
  expect(() => commit(join(root, 'file', 'shop'), two)).toThrow(/not a folder/);
});

test('a file that changed since the run was planned stops it', () => {
  const root = tempFolder();
  put(root, { 'two.py': 'newer' });
  expect(() => commit(root, [{ path: 'two.py', content: '2', expected: 'old' }])).toThrow(
    /changed during the run/,
  );
  expect(treeOf(root)).toEqual({ 'two.py': Buffer.from('newer').toString('base64') });
});

/** Kills a commit at its n-th rename or write of a file, as a power cut would. */
function commitKilledAt(root: string, step: number): number {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let left = ${step};
    for (const name of ['renameSync', 'writeFileSync', 'mkdirSync', 'rmSync']) {
      const real = fs[name];
      fs[name] = (...args) => { if (left-- === 0) process.kill(process.pid, 'SIGKILL'); return real(...args); };
    }
    syncBuiltinESMExports();
    const { commit } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'dist', 'src', 'write', 'transaction.js'))});
    commit(${JSON.stringify(root)}, [{ path: 'one.py', content: '1' }, { path: 'new/two.py', content: '2' }, { path: 'three.py', content: '3' }]);
  `;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  return signal === 'SIGKILL' ? 1 : 0;
}

test('killed at any step, the next run makes it all old or all new', { timeout: 60_000 }, () => {
  const old = { 'one.py': 'old', 'three.py': 'old' };
  let killed = 0;
  const outcomes = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    const root = tempFolder();
    put(root, old);
    const died = commitKilledAt(root, step);
    killed += died;
    recover(root);
    const texts = Object.values(treeOf(root)).map((text) => Buffer.from(text, 'base64').toString());
    outcomes.add(texts.join(','));
    expect(existsSync(join(root, TRANSACTION_FOLDER))).toBe(false);
    if (died === 0) break;
  }
  expect(killed).toBeGreaterThan(8);
  expect([...outcomes].toSorted()).toEqual(['2,1,3', 'old,old']);
});

test('what a killed run left is not forced on a file that changed since', () => {
  const root = tempFolder();
  const journal = [{ path: 'a.py', staged: '0', before: null, after: 'x' }];
  put(root, {
    'a.py': 'mine',
    [`${TRANSACTION_FOLDER}/0`]: 'x',
    [`${TRANSACTION_FOLDER}/journal.json`]: JSON.stringify(journal),
  });
  expect(() => recover(root)).toThrow(expect.objectContaining({ exitCode: 4 }));
  expect(read(root, 'a.py')).toBe('mine');
});

test('a run that is still going is waited for by hand', () => {
  const root = tempFolder();
  put(root, { [`${TRANSACTION_FOLDER}/pid`]: String(process.ppid) });
  expect(() => commit(root, two)).toThrow(/another run/);
});
