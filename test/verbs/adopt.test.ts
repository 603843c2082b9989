import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject, nextTemplates } from '../support/project.ts';
import { run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const STATE = '.fastapi-architect';
const CLASS = 'mini/layers/model/app/models/_resource_.py.ejs';
const quick = ['--skip-install'];
const more = ['resource', 'Note', 'more:int:optional', ...quick];
const NOTE = ['--resource', 'Note title:str:max=200 body:text:optional'];
const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
const own = new RegExp(`^(\\.git/|${STATE}/|\\.yo-rc\\.json)`);

function git(root: string, ...words: readonly string[]): void {
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'pipe' });
}

function commitAll(root: string): void {
  git(root, 'init', '--quiet');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'x');
}

function lose(root: string, ...paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path), { recursive: true, force: true });
}

const clean = { exitCode: 0, out: 'nothing to do' };

describe('a project that nobody has edited gets back byte for byte what it had', () => {
  test.each([
    ['the locks', [`${STATE}/lock`], []],
    ['the bases', [`${STATE}/objects`], []],
    ['both', [`${STATE}/lock`, `${STATE}/objects`], []],
    ['one lock', [`${STATE}/lock/note.json`], []],
    ['the specs, which the locks know', [`${STATE}/resources`], []],
    ['the answers, which the locks know', ['.yo-rc.json'], []],
    ['all of its state', [STATE], NOTE],
    ['all, and its answers', [STATE, '.yo-rc.json'], NOTE],
  ])('without %s', async (_, paths, said) => {
    const root = await makeProject();
    put(root, { 'pyproject.toml': '[project]\nname = "shop"\n' });
    const before = treeOf(root);
    lose(root, ...paths);
    expect(await run(root, ['adopt', ...said])).toMatchObject({ exitCode: 0, err: '' });
    expect(treeOf(root)).toEqual(before);
    expect(await run(root, ['check'])).toMatchObject(clean);
    expect(await run(root, ['adopt'])).toMatchObject(clean);
  });

  test('with damaged ones', async () => {
    const root = await makeProject();
    const before = treeOf(root);
    const objects = Object.keys(before).filter((path) => path.startsWith(`${STATE}/objects/`));
    put(root, {
      [`${STATE}/lock/note.json`]: '{"files"',
      ...Object.fromEntries(objects.map((path) => [path, 'x'])),
    });
    expect(await run(root, ['model'])).toMatchObject({
      exitCode: 4,
      err: expect.stringContaining('adopt'),
    });
    expect(await run(root, ['adopt'])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('lock/note.json is damaged and will be rebuilt'),
    });
    expect(treeOf(root)).toEqual(before);
  });
});

test('edits stay, the files are named, and a field that is added later is merged with them', async () => {
  const root = await makeProject();
  put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}`, 'README.md': 'mine\n' });
  rmSync(join(root, 'extra.py'));
  lose(root, STATE);
  const before = treeOf(root, own);
  const ran = await run(root, ['adopt', ...NOTE]);
  expect(ran.exitCode).toBe(0);
  expect(ran.out.split('\n').map((line) => line.trim())).toEqual([
    'differs  README.md',
    `differs  ${MODEL}`,
    'missing  extra.py',
    expect.stringMatching(/^\d+ files are equal to the generated ones$/),
    'differing from the generated ones: 2 files, which are not changed',
    expect.stringContaining('are recorded as deleted'),
  ]);
  expect(treeOf(root, own)).toEqual(before);
  expect(await run(root, ['check'])).toMatchObject(clean);
  expect(await run(root, more)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining(`merge  ${MODEL}`),
  });
  expect(read(root, MODEL)).toMatch(/^# Mine\.\n\n\nclass Note:[^]*more/);
});

test('undo takes it back, and a dry run writes nothing', async () => {
  const root = await makeProject();
  lose(root, `${STATE}/lock`, `${STATE}/objects`);
  const before = treeOf(root);
  expect(await run(root, ['adopt', '--dry-run', '--json'])).toMatchObject({ exitCode: 0 });
  expect(treeOf(root)).toEqual(before);
  await run(root, ['adopt']);
  await run(root, ['undo', ...quick]);
  expect(treeOf(root)).toEqual(before);
});

test('what is there is kept: what was merged, moved, detached and deleted stays so', async () => {
  const root = await makeProject();
  put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
  await run(root, more);
  await run(root, ['move', 'extra.py', 'lib/extra.py']);
  await run(root, ['detach', 'app/main.py']);
  rmSync(join(root, 'README.md'));
  await run(root, ['upgrade']);
  const before = treeOf(root);
  expect(await run(root, ['adopt'])).toMatchObject(clean);
  lose(root, `${STATE}/objects`);
  await run(root, ['adopt']);
  const files = treeOf(root);
  for (const [path, bytes] of Object.entries(files)) expect([path, bytes]).toEqual([path, before[path]]);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test('a moved file whose lock is lost is looked for again', async () => {
  const root = await makeProject();
  await run(root, ['move', MODEL, 'app/mine.py']);
  put(root, { 'app/mine.py': `# Mine.\n${read(root, 'app/mine.py')}` });
  lose(root, `${STATE}/lock`, `${STATE}/objects`);
  expect((await run(root, ['adopt'])).out).toContain(`missing  ${MODEL}`);
  expect((await run(root, ['check'])).out).toContain(`fastapi-architect move ${MODEL} app/mine.py`);
  await run(root, ['move', MODEL, 'app/mine.py']);
  expect(await run(root, more)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('merge  app/mine.py'),
  });
});

describe('with git', () => {
  const newer = () =>
    nextTemplates({ edited: { [CLASS]: (text) => text.replace('class ', '# Made anew.\nclass ') } });

  test('what was committed comes back, so that a new version still goes into edited files', async () => {
    const root = await makeProject();
    put(root, { [MODEL]: `${read(root, MODEL)}\n\nMINE = 1\n` });
    commitAll(root);
    lose(root, `${STATE}/lock`, `${STATE}/objects`);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'lost');
    const templates = newer();
    const ran = await run(root, ['adopt'], undefined, templates);
    expect(ran).toMatchObject({ exitCode: 0, out: expect.stringContaining('is restored from git') });
    await run(root, ['upgrade', ...quick], undefined, templates);
    expect(read(root, MODEL)).toMatch(/^# Made anew\.\nclass Note:[^]*MINE = 1\n$/);
  });

  test('a base that is lost is found in a file’s first commit, also by the next merge itself', async () => {
    const root = await makeProject();
    lose(root, `${STATE}/objects`);
    commitAll(root);
    put(root, { [MODEL]: `${read(root, MODEL)}\n\nMINE = 1\n` });
    expect(await run(root, ['upgrade', ...quick], undefined, newer())).toMatchObject({ exitCode: 0 });
    expect(read(root, MODEL)).toMatch(/^# Made anew\.\nclass Note:[^]*MINE = 1\n$/);
    const adopted = await makeProject();
    commitAll(adopted);
    const before = treeOf(adopted);
    lose(adopted, `${STATE}/objects`);
    const templates = newer();
    await run(adopted, ['adopt'], undefined, templates);
    expect(treeOf(adopted)).toEqual(before);
  });

  test('a lock that is older than the files asks for nothing that they have already', async () => {
    const root = await makeProject();
    commitAll(root);
    put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
    await run(root, more);
    lose(root, `${STATE}/lock`, `${STATE}/objects`);
    expect(await run(root, ['adopt'])).toMatchObject({ exitCode: 0 });
    expect(await run(root, ['check'])).toMatchObject(clean);
    expect(await run(root, ['sync', ...quick])).toMatchObject(clean);
  });

  test('not while git is in the middle of something', async () => {
    const root = await makeProject();
    lose(root, `${STATE}/lock`);
    put(root, { '.git/HEAD': 'ref: refs/heads/main\n', '.git/MERGE_HEAD': 'abc\n' });
    expect(await run(root, ['adopt'])).toMatchObject({ exitCode: 4 });
  });
});

describe('a base that is lost', () => {
  test('is made again where version and specs are the same, and the edits are merged', async () => {
    const root = await makeProject();
    put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
    lose(root, `${STATE}/objects`);
    expect(await run(root, more)).toMatchObject({ exitCode: 0 });
    expect(read(root, MODEL)).toMatch(/^# Mine\.\n\n\nclass Note:[^]*more/);
  });

  test('and that nobody can know, leaves a conflict, and not a byte is written', async () => {
    const root = await makeProject();
    put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
    lose(root, `${STATE}/objects`);
    const templates = nextTemplates({ edited: { [CLASS]: (text) => `# New.\n${text}` } });
    const before = treeOf(root);
    expect(await run(root, ['upgrade'], undefined, templates)).toMatchObject({ exitCode: 3 });
    expect(await run(root, more, undefined, templates)).toMatchObject({ exitCode: 3 });
    expect(treeOf(root)).toEqual(before);
  });
});
