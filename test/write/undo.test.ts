import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { STATE_GIT_FILES, TRANSACTION_FOLDER, UNDO_FOLDER } from '../../src/state/layout.ts';
import { commit } from '../../src/write/transaction.ts';
import { plannedUndo, undo } from '../../src/write/undo.ts';
import { put, read, tempFolder } from '../support/folder.ts';
import { putProved } from '../support/proof.ts';
import { WRITES, everythingIn, makeScene, projectOf } from './scene.ts';

afterEach(() => void vi.useRealTimers());

function entries(root: string): string[] {
  return existsSync(join(root, UNDO_FOLDER)) ? readdirSync(join(root, UNDO_FOLDER)).toSorted() : [];
}

test('a run that is undone leaves the whole project as it was: files, folders, modes, its own memory', () => {
  const root = tempFolder();
  makeScene(root);
  const before = projectOf(root);
  const earlier = entries(root);
  commit(root, WRITES);
  expect(projectOf(root)).not.toEqual(before);
  const { files, recovered } = undo(root);
  expect(projectOf(root)).toEqual(before);
  expect(recovered).toBe(false);
  expect(files).toContainEqual({ path: 'app/models/gone.py', what: 'restore' });
  expect(files).toContainEqual({ path: 'app/api/v1/items.py', what: 'remove' });
  expect(entries(root)).toEqual(earlier.slice(1));
});

test('undo, again and again, goes back to the first run, and then there is nothing to undo', () => {
  const root = tempFolder();
  put(root, { 'one.py': '0' });
  const trees = [projectOf(root)];
  for (const content of ['1', '2', '3']) {
    commit(root, [
      { path: 'one.py', content },
      { path: `new/${content}.py`, content },
    ]);
    trees.push(projectOf(root));
  }
  for (const tree of trees.toReversed().slice(1)) {
    undo(root);
    expect(projectOf(root)).toEqual(tree);
  }
  const before = everythingIn(root);
  expect(before).toEqual(trees[0]);
  expect(() => undo(root)).toThrow(
    expect.objectContaining({ exitCode: 1, message: expect.stringMatching(/^nothing to undo/) }),
  );
  expect(everythingIn(root)).toEqual(before);
});

test('ten runs can be taken back', () => {
  const root = tempFolder();
  for (let run = 0; run < 13; run += 1) commit(root, [{ path: 'one.py', content: String(run) }]);
  expect(entries(root).length).toBe(10);
  for (let run = 0; run < 10; run += 1) undo(root);
  expect(read(root, 'one.py')).toBe('2');
});

test('the last run is the last one even where the clock was set back', () => {
  const root = tempFolder();
  commit(root, [{ path: 'one.py', content: '1' }]);
  vi.useFakeTimers({ now: new Date('2020-01-01'), toFake: ['Date'] });
  commit(root, [{ path: 'one.py', content: '2' }]);
  commit(root, [{ path: 'one.py', content: '3' }]);
  undo(root);
  expect(read(root, 'one.py')).toBe('2');
});

test('a project that is new, and a run that changes nothing, keep nothing', () => {
  const root = join(tempFolder(), 'shop');
  commit(root, [{ path: 'one.py', content: '1' }]);
  commit(root, [{ path: 'one.py', content: '1' }]);
  expect(readdirSync(root)).toEqual(['one.py']);
  expect(() => undo(root)).toThrow(/nothing to undo/);
});

test('what a run has done in a folder that was there goes, and what was there stays', () => {
  const root = tempFolder();
  put(root, { 'README.md': 'mine' });
  const before = everythingIn(root);
  commit(root, WRITES);
  undo(root);
  expect(everythingIn(root)).toEqual(before);
});

const way = /nothing was written; ([^;]+), then undo again$/;

/** Runs an undo that is refused, and returns what it says has to be done. */
function refused(root: string): string {
  const before = everythingIn(root);
  let message = '';
  expect(() => {
    try {
      undo(root);
    } catch (error) {
      ({ message } = error as Error);
      throw error;
    }
  }).toThrow(expect.objectContaining({ exitCode: 4 }));
  expect(() => plannedUndo(root)).toThrow(message);
  expect(everythingIn(root)).toEqual(before);
  return way.exec(message)?.[1] ?? message;
}

test('a file that has changed since is not overwritten, and following the advice helps', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old', 'gone.py': 'old' });
  const before = everythingIn(root);
  commit(root, [
    { path: 'one.py', content: 'new' },
    { path: 'made.py', content: 'new' },
    { path: 'gone.py', content: null },
  ]);
  const [id] = entries(root);
  put(root, { 'one.py': 'mine', 'made.py': 'mine', 'gone.py': 'mine' });
  // The copies are named as the run names them; what is removed comes first.
  expect(refused(root)).toBe('move your version elsewhere');
  rmSync(join(root, 'gone.py'));
  expect(refused(root)).toBe(`move your version elsewhere, copy ${UNDO_FOLDER}/${id}/1 to one.py`);
  rmSync(join(root, 'one.py'));
  expect(refused(root)).toBe(`copy ${UNDO_FOLDER}/${id}/1 to one.py`);
  writeFileSync(join(root, 'one.py'), read(root, `${UNDO_FOLDER}/${id}/1`));
  expect(refused(root)).toBe('move your version elsewhere');
  rmSync(join(root, 'made.py'));
  undo(root);
  expect(everythingIn(root)).toEqual(before);
});

test('a mode that was changed since goes back with the file', () => {
  const root = tempFolder();
  put(root, { 'run.sh': 'old' });
  chmodSync(join(root, 'run.sh'), 0o750);
  const before = everythingIn(root);
  commit(root, [{ path: 'run.sh', content: 'new' }]);
  chmodSync(join(root, 'run.sh'), 0o600);
  undo(root);
  expect(everythingIn(root)).toEqual(before);
});

const damages: Readonly<Record<string, (entry: string) => void>> = {
  'no manifest': (entry) => rmSync(join(entry, 'manifest.json')),
  'half a manifest': (entry) => writeFileSync(join(entry, 'manifest.json'), '{"files": ['),
  'a manifest that leads out of the project': (entry) => {
    const step = { path: '../mine.py', name: '0', before: null, after: 'abc0', mode: null };
    writeFileSync(join(entry, 'manifest.json'), JSON.stringify({ files: [step], folders: [] }));
  },
  'another copy': (entry) => writeFileSync(join(entry, '0'), 'other'),
};

test.each(Object.entries(damages))('an entry with %s is not followed', (_, damage) => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  commit(root, [{ path: 'one.py', content: 'new' }]);
  damage(join(root, UNDO_FOLDER, entries(root)[0] ?? ''));
  const before = everythingIn(root);
  expect(() => undo(root)).toThrow(
    expect.objectContaining({ exitCode: 4, message: expect.stringMatching(/delete \S*undo\/\d+/) }),
  );
  expect(everythingIn(root)).toEqual(before);
});

test('a run that was interrupted is finished, and is the one that goes back', () => {
  const root = tempFolder();
  put(root, { 'one.py': 'old' });
  const before = everythingIn(root);
  commit(root, [{ path: 'one.py', content: 'new' }]);
  const [id = ''] = entries(root);
  // As it was the moment before its first file went to its place.
  const files = JSON.parse(read(root, `${UNDO_FOLDER}/${id}/manifest.json`)) as { files: unknown };
  const plan = { steps: files.files, made: [], emptied: [], keep: id, drop: [] };
  const tx = TRANSACTION_FOLDER;
  put(root, { [`${tx}/0`]: 'new', 'one.py': 'old' });
  putProved(root, tx, 'journal.json', plan);
  expect(plannedUndo(root).files).toEqual([{ path: 'one.py', what: 'restore' }]);
  expect(undo(root)).toMatchObject({ recovered: true, files: [{ path: 'one.py', what: 'restore' }] });
  expect(everythingIn(root)).toEqual(before);
});

test('git never sees what undo keeps', () => {
  const root = tempFolder();
  put(root, { ...STATE_GIT_FILES, 'one.py': 'old' });
  commit(root, [{ path: 'one.py', content: 'new' }]);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  const seen = execFileSync('git', ['status', '--short', '--untracked-files=all'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(seen).toContain('one.py');
  expect(seen).not.toContain('undo');
});
