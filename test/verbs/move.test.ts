import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject, nextTemplates } from '../support/project.ts';
import { run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const MINE = 'app/domain/notes of mine 🗒.py';
const CLASS = 'mini/layers/model/app/models/_resource_.py.ejs';
const quick = ['--skip-install'];
const more = ['resource', 'Note', 'more:int:optional', ...quick];
const newer = () =>
  nextTemplates({ edited: { [CLASS]: (text) => text.replace('class ', '# Made anew.\nclass ') } });

function rename(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}

const isThere = (root: string, path: string): boolean => existsSync(join(root, path));

describe('move', () => {
  test('takes note of a file that is there already: from then on it is merged there, and check is clean', async () => {
    const root = await makeProject();
    rename(root, MODEL, MINE);
    const before = treeOf(root, /^\.fastapi-architect/);
    expect(await run(root, ['move', MODEL, MINE])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^recorded: /),
    });
    expect(treeOf(root, /^\.fastapi-architect/)).toEqual(before);
    expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
    expect(await run(root, more)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(`update  ${MINE}`),
    });
    expect([read(root, MINE).includes('more'), isThere(root, MODEL)]).toEqual([true, false]);
    expect(await run(root, ['move', MODEL, MINE])).toMatchObject({
      exitCode: 0,
      out: `nothing to do: ${MINE} is already recorded`,
    });
  });

  test('moves the file where its user has not, with its mode, and undo brings it back', async () => {
    const root = await makeProject();
    put(root, { [MODEL]: `${read(root, MODEL)}# mine` });
    chmodSync(join(root, MODEL), 0o755);
    const before = treeOf(root);
    const text = read(root, MODEL);
    expect(await run(root, ['move', MODEL, MINE])).toMatchObject({ exitCode: 0 });
    expect([read(root, MINE), isThere(root, MODEL)]).toEqual([text, false]);
    expect(statSync(join(root, MINE)).mode & 0o777).toBe(0o755);
    expect(await run(root, ['undo', ...quick])).toMatchObject({ exitCode: 0 });
    expect(treeOf(root)).toEqual(before);
  });

  test('says who still names the file by where it was, and leaves that to its user', async () => {
    const root = await makeProject();
    put(root, {
      'app/mine.py': 'from app.models.note import Note\nfrom app.models.notebook import X\n',
      'docs/a.md': 'See `app/models/note.py`, not app/models/note.pyi.\n',
      'app/two.py': '# mine\nfrom app.models import note\n',
    });
    const ran = await run(root, ['move', MODEL, MINE]);
    const told = ran.out.split('\n').filter((line) => line.startsWith('still mentions'));
    expect(told.toSorted()).toEqual(
      ['app/mine.py:1', 'app/two.py:2', 'docs/a.md:1'].map((place) => `still mentions ${MODEL}: ${place}`),
    );
    expect(ran.out).toContain('update these imports and paths yourself');
  });

  test('is kept by an upgrade, a layer and a sync, and by a template that goes elsewhere', async () => {
    const root = await makeProject();
    await run(root, ['move', MODEL, MINE]);
    await run(root, ['move', 'extra.py', 'lib/mine.py']);
    for (const verb of ['upgrade', 'model', 'sync'])
      expect(await run(root, [verb])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
    expect(await run(root, ['upgrade', ...quick], undefined, newer())).toMatchObject({ exitCode: 0 });
    expect(read(root, MINE)).toContain('# Made anew.');
    const moved = { folder: 'blocks/extra', from: 'project/extra.py', to: 'project/lib/extra.py' };
    const templates = nextTemplates({ moved });
    expect(await run(root, ['upgrade', ...quick], undefined, templates)).toMatchObject({ exitCode: 0 });
    expect([MODEL, 'extra.py', 'lib/extra.py'].map((path) => isThere(root, path))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isThere(root, 'lib/mine.py')).toBe(true);
    expect(await run(root, ['check'], undefined, templates)).toMatchObject({
      exitCode: 0,
      out: 'nothing to do',
    });
  });

  test('a moved file takes part in it when its resource is renamed, and goes with it', async () => {
    const root = await makeProject(['--resource', 'Note title:str']);
    await run(root, ['move', MODEL, MINE]);
    put(root, { [MINE]: `${read(root, MINE)}\n\nMINE = 1\n` });
    expect(await run(root, ['resource', 'Note', '--rename-to', 'Memo', ...quick])).toMatchObject({
      exitCode: 0,
    });
    expect(read(root, MINE)).toMatch(/^class Memo:[^]*MINE = 1\n$/);
    expect([MODEL, 'app/models/memo.py'].map((path) => isThere(root, path))).toEqual([false, false]);
    expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
    put(root, { [MINE]: read(root, MINE).replace('\n\nMINE = 1\n', '') });
    await run(root, ['resource', 'Memo', '--remove', '--allow-drop', ...quick]);
    expect(isThere(root, MINE)).toBe(false);
  });

  test('back to where it was made is as if it had never been moved', async () => {
    const root = await makeProject();
    const before = treeOf(root);
    await run(root, ['move', MODEL, MINE]);
    expect(await run(root, ['move', MINE, MODEL])).toMatchObject({ exitCode: 0 });
    expect(treeOf(root)).toEqual(before);
  });

  test('deleted where it was moved to, it stays away, and --restore brings it back there', async () => {
    const root = await makeProject();
    await run(root, ['move', MODEL, MINE]);
    rmSync(join(root, MINE));
    expect((await run(root, more)).out).toContain(`deleted by you  ${MINE}`);
    await run(root, ['upgrade', '--restore', MODEL, ...quick]);
    expect([isThere(root, MINE), isThere(root, MODEL)]).toEqual([true, false]);
  });

  test('--dry-run says what would be, and writes nothing; --json says it to a program', async () => {
    const root = await makeProject();
    const before = treeOf(root);
    const shown = await run(root, ['move', MODEL, MINE, '--dry-run', '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({ verb: 'move', exitCode: 0, wrote: false });
    expect(treeOf(root)).toEqual(before);
    expect(JSON.parse((await run(root, ['move', MODEL, MINE, '--json'])).out)).toMatchObject({ wrote: true });
  });

  test('a new resource does not get the place of a moved file', async () => {
    const root = await makeProject();
    await run(root, ['move', MODEL, 'app/models/tag.py']);
    const before = treeOf(root);
    const ran = await run(root, ['resource', 'Tag', 'label:str', ...quick]);
    expect([ran.exitCode, ran.err]).toEqual([3, expect.stringContaining('app/models/tag.py')]);
    expect(treeOf(root)).toEqual(before);
  });

  test.each([
    ['no path', ['move'], /move needs <old>, e\.g\. fastapi-architect move /],
    ['one path', ['move', MODEL], /move needs <new>/],
    ['three paths', ['move', MODEL, 'a.py', 'b.py'], /move takes only <old> <new>; omit b\.py/],
    ['an absolute path', ['move', '/etc/passwd', MINE], /outside the project/],
    ['a path that leaves', ['move', MODEL, '../note.py'], /outside the project/],
    [
      'a path that leaves by a folder of its own',
      ['move', MODEL, 'app/../../note.py'],
      /outside the project/,
    ],
    ['the state’s folder', ['move', MODEL, '.fastapi-architect/note.py'], /belongs to the generator/],
    ['git’s folder', ['move', MODEL, '.git/note.py'], /belongs to the generator or to git/],
    [
      'an unknown file',
      ['move', 'app/models/not.py', MINE],
      /did not create this file; did you mean app\/models\/note\.py/,
    ],
    ['only its name', ['move', 'note.py', MINE], /did you mean app\/models\/note\.py/],
    ['itself', ['move', MODEL, `./${MODEL}`], /the old and the new path are equal/],
    ['another ending', ['move', MODEL, 'app/note.txt'], /the file extension differs/],
    ['a file of ours', ['move', MODEL, 'app/main.py'], /is the path of another generated file/],
    ['a folder', ['move', MODEL, 'folder.py'], /folder\.py is a folder/],
    ['a link', ['move', MODEL, 'link.py'], /link\.py is a symbolic link/],
    ['a folder that is a link', ['move', MODEL, 'linked/note.py'], /linked is a symbolic link/],
    ['a file in place of a folder', ['move', MODEL, 'app/main.py/note.py'], /app\/main\.py is a file/],
    ['two that are there', ['move', MODEL, 'mine.py'], /^both .* exist/],
    [
      'none that is there',
      ['move', 'README.md', 'docs/README.md'],
      /neither README\.md nor docs\/README\.md/,
    ],
    [
      'the folder of files',
      ['move', 'app/models', 'app/domain'],
      /app\/models is a folder: type the paths of its files/,
    ],
  ])('%s: one line, exit 1, and nothing written', async (_, words, message) => {
    const root = await makeProject();
    put(root, { 'folder.py/a.py': '', 'mine.py': 'mine = 1\n', 'far/a.py': '' });
    symlinkSync('mine.py', join(root, 'link.py'));
    symlinkSync('far', join(root, 'linked'));
    rmSync(join(root, 'README.md'));
    const before = treeOf(root);
    const { exitCode, err } = await run(root, words);
    expect([exitCode, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err).not.toContain('\n');
    expect(treeOf(root)).toEqual(before);
  });

  test('a migration is its user’s, and nobody looks for it', async () => {
    const root = await makeProject();
    const seed = Object.keys(treeOf(root)).find((path) => path.startsWith('alembic/versions/')) ?? '';
    expect(await run(root, ['move', seed, 'alembic/versions/other.py'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('move it yourself'),
    });
    expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  });

  test('a conflict that nobody has finished is finished first', async () => {
    const root = await makeProject(['--resource', 'Note title:str']);
    put(root, { [MODEL]: 'mine = 1\n' });
    await run(root, ['resource', 'Note', 'title:str:max=9', '--on-conflict=sidecar', ...quick]);
    const before = treeOf(root);
    const { exitCode, err } = await run(root, ['move', MODEL, MINE]);
    expect([exitCode, err]).toEqual([
      4,
      expect.stringContaining(`${MODEL}.new: resolve this conflict first`),
    ]);
    expect(treeOf(root)).toEqual(before);
    rmSync(join(root, `${MODEL}.new`));
    expect(await run(root, ['move', MODEL, MINE])).toMatchObject({ exitCode: 0 });
  });

  test('not while git is in the middle of something', async () => {
    const root = await makeProject();
    put(root, { '.git/HEAD': 'ref: refs/heads/main\n', '.git/MERGE_HEAD': 'abc\n' });
    const before = treeOf(root);
    expect(await run(root, ['move', MODEL, MINE])).toMatchObject({ exitCode: 4 });
    expect(treeOf(root)).toEqual(before);
  });
});
