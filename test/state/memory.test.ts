import { expect, test } from 'vitest';
import { formatLock, lockKey, readLock, type Lock } from '../../src/state/lock.ts';
import { hashOf, normalise, pack, readBase } from '../../src/state/objects.ts';
import { lockFile, objectFile } from '../../src/state/layout.ts';
import { put, tempFolder } from '../support/folder.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const file = {
  path: 'a.py',
  base: 'f'.repeat(64),
  state: 'managed',
  generator: '1.0.0',
  input: '0',
} as const;
const lock: Lock = {
  unit: 'note',
  appliedSpec: { name: 'Note' },
  revision: 'abc',
  files: { b: file, a: file },
};

test('what a checkout does to a text does not change its hash', () => {
  const hashes = ['a\nb\n', 'a\r\nb\r\n', '\ufeffa\nb', 'a\rb'].map(hashOf);
  expect(new Set(hashes).size).toBe(1);
  expect(normalise('')).toBe('');
});

test('a base comes back, and a damaged one is as good as lost', () => {
  const root = tempFolder();
  const path = join(root, objectFile(hashOf('x\n')));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, pack('x\n'));
  expect(readBase(root, hashOf('x\n'))).toBe('x\n');
  writeFileSync(path, pack('y\n'));
  expect(readBase(root, hashOf('x\n'))).toBeUndefined();
  expect(readBase(root, '00')).toBeUndefined();
});

test('a lock is one line a file, sorted, and comes back as it was', () => {
  const root = tempFolder();
  put(root, { [lockFile('note')]: formatLock(lock) });
  expect(readLock(root, 'note')).toEqual(lock);
  const lines = formatLock(lock).split('\n');
  expect(lines.filter((line) => line.startsWith('    ')).map((line) => line.trim().slice(0, 3))).toEqual([
    '"a"',
    '"b"',
  ]);
  expect(JSON.parse(formatLock({ unit: 'x', files: {} }))).toEqual({ stateFormat: 1, unit: 'x', files: {} });
});

test('a lock with merge markers, or of a newer generator, stops with exit code 4', () => {
  const root = tempFolder();
  put(root, {
    [lockFile('a')]: '<<<<<<< yours',
    [lockFile('b')]: '{"stateFormat":2,"files":{}}',
    [lockFile('c')]: 'null',
  });
  expect(() => readLock(root, 'a')).toThrow(expect.objectContaining({ exitCode: 4 }));
  expect(() => readLock(root, 'b')).toThrow(/newer generator/);
  expect(() => readLock(root, 'c')).toThrow(/damaged/);
  expect(readLock(root, 'nobody').files).toEqual({});
});

test('a template makes many seeds but one managed file', () => {
  const entry = { template: 't', output: 'o' };
  expect(lockKey({ ...entry, kind: 'seed' })).toBe('t#o');
  expect(lockKey({ ...entry, kind: 'managed' })).toBe('t');
});
