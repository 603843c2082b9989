import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TRANSACTION_FOLDER } from '../../src/state/layout.ts';
import { differing } from '../../src/write/differing.ts';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { putProved } from '../support/proof.ts';
import { watching, type Watch } from './faults.ts';

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
  'a file whose name differs in case only': (root) => put(root, { 'Two.py': 'mine' }),
  'a folder whose name differs in case only': (root) => put(root, { 'A/mine.py': 'mine' }),
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

test('what a killed run left is not forced on a file that changed since', () => {
  const root = tempFolder();
  const steps = [{ path: 'a.py', name: '0', before: null, after: 'abc0', mode: null }];
  const journal = { steps, made: [], emptied: [], keep: null, drop: [] };
  put(root, {
    'a.py': 'mine',
    [`${TRANSACTION_FOLDER}/0`]: 'x',
  });
  putProved(root, TRANSACTION_FOLDER, 'journal.json', journal);
  expect(() => recover(root)).toThrow(
    expect.objectContaining({ exitCode: 4, message: expect.stringMatching(/a\.py has changed since/) }),
  );
  expect(read(root, 'a.py')).toBe('mine');
});

test.each([
  ['leads out of the project', { path: '../a.py', name: '0' }],
  ['takes its content from elsewhere', { path: 'a.py', name: '../../mine' }],
])('a journal that %s is not followed', (_, where) => {
  const root = join(tempFolder(), 'shop');
  const steps = [{ ...where, before: null, after: 'abc0', mode: null }];
  const journal = { steps, made: [], emptied: [], keep: null, drop: [] };
  put(root, { mine: 'x', [`${TRANSACTION_FOLDER}/journal.json`]: JSON.stringify(journal) });
  expect(() => recover(root)).toThrow(/journal\.json is damaged/);
  expect(readdirSync(join(root, '..'))).toEqual(['shop']);
  expect(read(root, 'mine')).toBe('x');
});

test('a file is removed, and with it the folders that this leaves empty', () => {
  const root = tempFolder();
  put(root, { 'a/b/one.py': '1', 'a/b/c/two.py': '2', 'mine/three.py': '3' });
  mkdirSync(join(root, 'empty'));
  commit(root, [
    { path: 'a/b/one.py', content: null, expected: '1' },
    { path: 'a/b/c/two.py', content: null },
    { path: 'not/there.py', content: null, expected: 'x' },
  ]);
  expect(Object.keys(treeOf(root))).toEqual(['mine/three.py']);
  expect(readdirSync(root)).toEqual(['.fastapi-architect', 'empty', 'mine']);
});

test('a folder that still holds something stays when a file in it is removed', () => {
  const root = tempFolder();
  put(root, { 'a/b/one.py': '1', 'a/two.py': '2' });
  commit(root, [{ path: 'a/b/one.py', content: null }]);
  expect(readdirSync(join(root, 'a'))).toEqual(['two.py']);
});

test('removing what is not there is no run', () => {
  const root = tempFolder();
  commit(root, [{ path: 'one.py', content: null }]);
  expect(readdirSync(root)).toEqual([]);
  const absent = join(root, 'shop');
  commit(absent, [{ path: 'one.py', content: null }]);
  expect(existsSync(absent)).toBe(false);
});

test('a removed file that changed since the run was planned stops it', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'newer' });
  expect(() => commit(root, [{ path: 'one.py', content: null, expected: 'old' }])).toThrow(
    /changed during the run/,
  );
  expect(read(root, 'one.py')).toBe('newer');
});

test('a folder or a link is no file that could be removed', () => {
  const root = tempFolder();
  mkdirSync(join(root, 'one.py'));
  symlinkSync('one.py', join(root, 'two.py'));
  for (const path of ['one.py', 'two.py'])
    expect(() => commit(root, [{ path, content: null }])).toThrow(/nothing was written/);
  expect(readdirSync(root)).toEqual(['one.py', 'two.py']);
});

test('only what would change something differs', () => {
  const root = tempFolder();
  put(root, { 'same.py': 'same', 'other.py': 'old', 'gone.py': '' });
  const writes = [
    { path: 'same.py', content: 'same' },
    { path: 'other.py', content: Uint8Array.of(1) },
    { path: 'new.py', content: '' },
    { path: 'gone.py', content: null },
    { path: 'absent.py', content: null },
  ];
  expect(differing(root, writes).map(({ path }) => path)).toEqual(['other.py', 'new.py', 'gone.py']);
});

test('a run that was killed while it said who it is does not lock the project', () => {
  const root = tempFolder();
  put(root, { [`${TRANSACTION_FOLDER}/pid`]: '' });
  expect(recover(root)).toBe(false);
  expect(readdirSync(root)).toEqual([]);
});

test('of two runs that open the transaction at once one is refused, and the other is left alone', () => {
  const root = tempFolder();
  put(root, { 'two.py': 'old' });
  let isFirst = true;
  const other: Watch = (name, path) => {
    if (name !== 'mkdirSync' || !path.endsWith(TRANSACTION_FOLDER) || !isFirst) return;
    isFirst = false;
    put(root, { [`${TRANSACTION_FOLDER}/0`]: 'theirs' });
  };
  expect(watching(other, () => commit(root, two))).toMatchObject({ exitCode: 4 });
  expect(read(root, `${TRANSACTION_FOLDER}/0`)).toBe('theirs');
  expect(read(root, 'two.py')).toBe('old');
});

test('a run that is still going is waited for by hand', () => {
  const root = tempFolder();
  put(root, { [`${TRANSACTION_FOLDER}/pid`]: String(process.ppid) });
  expect(() => commit(root, two)).toThrow(/another run/);
});
