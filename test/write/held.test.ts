import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TRANSACTION_FOLDER } from '../../src/state/layout.ts';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { undo } from '../../src/write/undo.ts';
import { put, read, tempFolder } from '../support/folder.ts';
import { diskError, watching, type Watch } from './faults.ts';
import { stateOf } from './scene.ts';

/** Calls that fail as they do on Windows while somebody else has the file open. */
function heldFor(times: number, code: string): Watch {
  let left = times;
  return (name, path) => {
    if (name !== 'renameSync' || !path.endsWith(`${TRANSACTION_FOLDER}/0`) || left === 0) return;
    left -= 1;
    throw diskError(code, name, path);
  };
}

test.each(['EBUSY', 'EPERM', 'EACCES'])('a file that is held for a moment (%s) is waited for', (code) => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  expect(watching(heldFor(3, code), () => commit(root, [{ path: 'one.py', content: 'new' }]))).toBe(
    undefined,
  );
  expect(read(root, 'one.py')).toBe('new');
});

test('a file that is held for good ends the run, and all is as it was', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old', 'gone.py': 'old' });
  const before = stateOf(root);
  const writes = [
    { path: 'one.py', content: 'new' },
    { path: 'new.py', content: 'new' },
    { path: 'gone.py', content: null },
  ];
  const held: Watch = (name, path) => {
    if (name === 'renameSync' && path.endsWith(`${TRANSACTION_FOLDER}/2`))
      throw diskError('EBUSY', name, path);
  };
  expect(watching(held, () => commit(root, writes))).toMatchObject({
    message: expect.stringMatching(/^EBUSY[^\n]*no file was changed$/),
  });
  expect(stateOf(root)).toEqual(before);
});

test('an error that time does not heal is not waited for', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  let tries = 0;
  const broken: Watch = (name, path) => {
    if (name !== 'renameSync' || !path.endsWith(`${TRANSACTION_FOLDER}/0`)) return;
    tries += 1;
    throw diskError('EIO', name, path);
  };
  watching(broken, () => commit(root, [{ path: 'one.py', content: 'new' }]));
  expect(tries).toBe(1);
});

test('on a disk without links the old contents are copied', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old', 'run.sh': 'old' });
  chmodSync(join(root, 'run.sh'), 0o750);
  const before = stateOf(root);
  const noLinks: Watch = (name, path) => {
    if (name === 'linkSync') throw diskError('EPERM', name, path);
  };
  const writes = [
    { path: 'one.py', content: 'new' },
    { path: 'run.sh', content: null },
  ];
  expect(watching(noLinks, () => commit(root, writes))).toBe(undefined);
  expect(read(root, 'one.py')).toBe('new');
  undo(root);
  expect(stateOf(root)).toEqual(before);
});

test('when even taking back fails, the next run ends it', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old', 'two.py': 'old' });
  const before = stateOf(root);
  let renames = 0;
  const broken: Watch = (name, path) => {
    if (name !== 'renameSync') return;
    renames += 1;
    // The owner, the journal, the first file; then nothing works any more.
    if (renames > 3) throw diskError('EIO', name, path);
  };
  const writes = ['one.py', 'two.py'].map((path) => ({ path, content: 'new' }));
  expect(watching(broken, () => commit(root, writes))).toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(/^EIO[^\n]*run again to finish$/),
  });
  recover(root);
  expect([read(root, 'one.py'), read(root, 'two.py')]).toEqual(['new', 'new']);
  undo(root);
  expect(stateOf(root)).toEqual(before);
});

test('a file that changes while contents are written aside is not overwritten', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old', 'two.py': 'old' });
  const change: Watch = (name, path) => {
    if (name === 'renameSync' && path.endsWith('journal.json.new'))
      put(root, { 'two.py': 'saved in this moment' });
  };
  const writes = ['one.py', 'two.py'].map((path) => ({ path, content: 'new' }));
  expect(watching(change, () => commit(root, writes))).toMatchObject({
    message: 'two.py was changed during the run: nothing was written; run again',
  });
  expect([read(root, 'one.py'), read(root, 'two.py')]).toEqual(['old', 'saved in this moment']);
});

test('a file that is saved in the moment before an undo is not overwritten', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  commit(root, [{ path: 'one.py', content: 'new' }]);
  const change: Watch = (_, path) => {
    if (path.endsWith('pid.new')) put(root, { 'one.py': 'saved' });
  };
  expect(watching(change, () => undo(root))).toMatchObject({
    message: 'one.py was changed during the run: nothing was written; run again',
  });
  expect(read(root, 'one.py')).toBe('saved');
});

test('all contents and the journal are on the disk before the journal counts', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  const calls: string[] = [];
  const note: Watch = (name, path) => void calls.push(`${name} ${path.slice(root.length + 1)}`);
  watching(note, () =>
    commit(root, [
      { path: 'one.py', content: 'new' },
      { path: 'two.py', content: 'new' },
    ]),
  );
  const committed = calls.findIndex((call) => call.endsWith('journal.json.new') && call.startsWith('rename'));
  const synced = calls.slice(0, committed).filter((call) => call.startsWith('openSync'));
  const names = ['0', '1', 'undo/manifest.json', 'undo/proof', 'proof', 'journal.json.new'];
  expect(synced).toEqual(names.map((name) => `openSync ${TRANSACTION_FOLDER}/${name}`));
  const fsyncs = calls.slice(0, committed).filter((call) => call.startsWith('fsyncSync'));
  // Beside the files, the two folders that their names are in.
  expect(fsyncs.length).toBe(names.length + 2);
});
