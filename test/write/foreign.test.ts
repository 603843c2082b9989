import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { keyFile } from '../../src/state/proof.ts';
import { TRANSACTION_FOLDER, UNDO_FOLDER } from '../../src/state/layout.ts';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { undo } from '../../src/write/undo.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { putProved } from '../support/proof.ts';

const ID = '1700000000000';
const ENTRY = `${UNDO_FOLDER}/${ID}`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let root = '';

beforeEach(() => {
  root = join(tempFolder(), 'shop');
  put(root, { 'one.py': 'old', 'two.py': 'new' });
});

const step = (path: string, more: object = {}) => ({
  path,
  name: '0',
  before: null,
  after: sha256('new'),
  mode: null,
  ...more,
});

/** A journal that puts a file in place, and an undo entry that does. */
const records = {
  journal: (path: string) => ({
    folder: TRANSACTION_FOLDER,
    name: 'journal.json',
    record: { steps: [step(path)], made: [], emptied: [], keep: null, drop: [] },
    follow: () => recover(root),
  }),
  rollback: (path: string) => ({
    folder: TRANSACTION_FOLDER,
    name: 'rollback.json',
    record: { steps: [step(path, { before: sha256('new') })], made: [], emptied: [], keep: null, drop: [] },
    follow: () => recover(root),
  }),
  'undo entry': (path: string) => ({
    folder: ENTRY,
    name: 'manifest.json',
    record: { files: [step(path, { before: sha256('new'), after: null })], folders: [] },
    follow: () => undo(root),
  }),
};

const refusal = (message: RegExp) =>
  expect.objectContaining({ exitCode: 4, message: expect.stringMatching(message) });

function putRecord(kind: keyof typeof records, path = 'made.py') {
  const found = records[kind](path);
  put(root, {
    [`${found.folder}/0`]: 'new',
    [`${found.folder}/${found.name}`]: JSON.stringify(found.record),
  });
  return found;
}

const kinds = Object.keys(records) as (keyof typeof records)[];

test.each(kinds)('a %s that no run of this user wrote is refused and named', (kind) => {
  const { folder, name, follow } = putRecord(kind);
  const before = treeOf(root);
  expect(follow).toThrow(refusal(new RegExp(`${folder}/${name}: its proof does not match`)));
  expect(treeOf(root)).toEqual(before);
  expect(existsSync(join(root, 'made.py'))).toBe(false);
});

test.each(kinds)('a %s that git tracks is refused, whatever proof it has', (kind) => {
  const { folder, name, record, follow } = putRecord(kind);
  putProved(root, folder, name, record);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync('git', ['add', '--force', folder], { cwd: root });
  expect(follow).toThrow(
    refusal(new RegExp(`${folder}/${name}: git tracks it.*git rm -r --force ${folder}`)),
  );
  expect(existsSync(join(root, 'made.py'))).toBe(false);
});

test.each(kinds)('a %s with its proof is followed', (kind) => {
  const { folder, name, record, follow } = putRecord(kind);
  putProved(root, folder, name, record);
  if (kind === 'undo entry') expect(follow).not.toThrow();
  if (kind === 'journal') expect(follow()).toBe(true);
  if (kind === 'rollback') expect(follow()).toBe(false);
  if (kind !== 'rollback') expect(read(root, 'made.py')).toBe('new');
});

test.each(
  kinds.flatMap((kind) =>
    [
      '.git/hooks/post-commit',
      'git~1/config',
      `${UNDO_FOLDER}/1/manifest.json`,
      `${TRANSACTION_FOLDER}/1`,
    ].map((path) => [kind, path] as const),
  ),
)('a %s does not write %s, whatever proof it has', (kind, path) => {
  const { folder, name, record, follow } = putRecord(kind, path);
  putProved(root, folder, name, record);
  expect(follow).toThrow(refusal(/is damaged: .*expected a path that a run writes/));
  expect(existsSync(join(root, '.git'))).toBe(false);
});

test.each([
  ['path', [step('a.py'), step('a.py', { name: '1' })], /unique paths/],
  ['name', [step('a.py'), step('b.py')], /unique names/],
])('a manifest with one %s twice is refused', (_, files, message) => {
  putProved(root, ENTRY, 'manifest.json', { files, folders: [] });
  expect(() => undo(root)).toThrow(refusal(message));
});

test.each(['.git', `${UNDO_FOLDER}/1`, '../x'])('a manifest with the folder %s is refused', (folder) => {
  putProved(root, ENTRY, 'manifest.json', { files: [], folders: [folder] });
  expect(() => undo(root)).toThrow(refusal(/a folder that a run creates/));
});

test('an undo entry of another checkout does not pass for one with other contents', () => {
  commit(root, [{ path: 'one.py', content: 'new' }]);
  const entry = join(root, UNDO_FOLDER, readdirSync(join(root, UNDO_FOLDER))[0] ?? '');
  const manifest = JSON.parse(read(entry, 'manifest.json'));
  put(entry, { 'manifest.json': JSON.stringify({ ...manifest, folders: ['app'] }) });
  expect(() => undo(root)).toThrow(refusal(/its proof does not match/));
});

test('a project that was moved can still be taken back', () => {
  commit(root, [{ path: 'one.py', content: 'new' }]);
  const moved = join(tempFolder(), 'moved');
  cpSync(root, moved, { recursive: true });
  undo(moved);
  expect(read(moved, 'one.py')).toBe('old');
});

test('a link among the undo entries is none', () => {
  const outside = tempFolder();
  put(outside, { 'manifest.json': '{}' });
  mkdirSync(join(root, UNDO_FOLDER), { recursive: true });
  symlinkSync(outside, join(root, ENTRY));
  expect(() => undo(root)).toThrow(/nothing to undo/);
  expect(treeOf(outside)).toHaveProperty('manifest.json');
});

test('the secret is its user’s alone, and a run goes on where there can be none', () => {
  vi.stubEnv('XDG_STATE_HOME', join(tempFolder(), 'state'));
  commit(root, [{ path: 'one.py', content: 'new' }]);
  expect([statSync(keyFile()).size, (statSync(keyFile()).mode & 0o777).toString(8)]).toEqual([32, '600']);
  undo(root);
  expect(read(root, 'one.py')).toBe('old');
  vi.stubEnv('XDG_STATE_HOME', join(root, 'one.py', 'state'));
  commit(root, [{ path: 'one.py', content: 'new' }]);
  expect(read(root, 'one.py')).toBe('new');
  expect(() => undo(root)).toThrow(refusal(/its proof does not match/));
  vi.unstubAllEnvs();
});

test('a refusal makes no secret', () => {
  vi.stubEnv('XDG_STATE_HOME', join(tempFolder(), 'state'));
  const { follow } = putRecord('journal');
  expect(follow).toThrow(refusal(/its proof does not match/));
  expect(existsSync(keyFile())).toBe(false);
  vi.unstubAllEnvs();
});

test.each(['', '/tx', '/undo'])(
  'the link .fastapi-architect%s is refused before anything is removed',
  (folder) => {
    const outside = tempFolder();
    put(outside, { 'tx/0': 'x', [`${ID}/manifest.json`]: '{}' });
    const path = join(root, `.fastapi-architect${folder}`);
    mkdirSync(join(path, '..'), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    symlinkSync(outside, path);
    chmodSync(outside, 0o755);
    const before = treeOf(outside);
    const acts = [
      () => recover(root),
      () => undo(root),
      () => commit(root, [{ path: 'one.py', content: 'x' }]),
    ];
    for (const act of acts) expect(act).toThrow(refusal(/is not a folder/));
    expect(treeOf(outside)).toEqual(before);
    expect(read(root, 'one.py')).toBe('old');
  },
);
