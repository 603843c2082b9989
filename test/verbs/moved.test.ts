import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject, nextTemplates } from '../support/project.ts';
import { answering, run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const MINE = 'app/domain/notes of mine 🗒.py';
const quick = ['--skip-install'];
const more = ['resource', 'Note', 'more:int:optional', ...quick];

function rename(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}

const isThere = (root: string, path: string): boolean => existsSync(join(root, path));

test('a file that has gone counts as deleted without a terminal, and the line says how to say that it was moved', async () => {
  const root = await makeProject();
  rename(root, MODEL, MINE);
  const hint = `${MODEL} is missing; if you moved it to ${MINE}, run: fastapi-architect move ${MODEL} '${MINE}'`;
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: expect.stringContaining(hint) });
  const ran = await run(root, more);
  expect(ran).toMatchObject({ exitCode: 0, out: expect.stringContaining(hint) });
  expect(ran.out).toMatch(/deleted by you {2}app\/models\/note\.py/);
  expect(isThere(root, MODEL)).toBe(false);
  expect((await run(root, ['model'])).out).not.toContain('is missing');
  expect(await run(root, ['move', MODEL, MINE])).toMatchObject({ exitCode: 0 });
  expect(await run(root, ['model', ...quick])).toMatchObject({ exitCode: 0 });
  expect(read(root, MINE)).toContain('more');
});

test('a file that has gone is offered in a terminal, and a yes merges what is new into it there', async () => {
  const root = await makeProject();
  put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
  rename(root, MODEL, MINE);
  const ask = answering({ choice: ['yes'] });
  const ran = await run(root, more, ask);
  expect([ran.exitCode, ask.asked]).toEqual([0, ['choice']]);
  expect(read(root, MINE)).toMatch(/^# Mine\.\n\n\nclass Note:[^]*more/);
  expect(isThere(root, MODEL)).toBe(false);
  expect(await run(root, ['check'], answering({}))).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('a file that has gone is deleted where the answer is no, and is not asked about again', async () => {
  const root = await makeProject();
  rename(root, MODEL, MINE);
  const before = read(root, MINE);
  await run(root, more, answering({ choice: ['no'] }));
  await run(root, ['resource', 'Note', 'again:int:optional', ...quick], answering({}));
  expect([read(root, MINE), isThere(root, MODEL)]).toEqual([before, false]);
});

test('a dry run asks nothing and writes nothing', async () => {
  const root = await makeProject();
  rename(root, MODEL, MINE);
  const before = treeOf(root);
  for (const flag of ['--dry-run', '--diff']) {
    const ran = await run(root, [...more, flag], answering({}));
    expect(ran.out).toContain(`${MODEL} is missing`);
  }
  expect(treeOf(root)).toEqual(before);
});

test.each([
  ['two files fit as well', { 'app/a.py': '', 'app/b.py': '' }],
  ['the ending is another', { 'app/note.txt': '' }],
  ['too little is alike', { 'app/a.py': 'class Note:\n    a = 1\n    b = 2\n    c = 3\n    d = 4\n' }],
  ['it is in an environment', { '.venv/a.py': '', 'env/pyvenv.cfg': 'home = x\n', 'env/a.py': '' }],
  ['it is another file of ours', {}],
])('nothing is offered where %s', async (_, files: Record<string, string>) => {
  const root = await makeProject();
  const text = read(root, MODEL);
  put(root, Object.fromEntries(Object.entries(files).map(([path, own]) => [path, own === '' ? text : own])));
  rmSync(join(root, MODEL));
  expect((await run(root, more, answering({}))).out).not.toContain('is missing');
});

test('the most alike is offered where none is the same, and one that is the same before it', async () => {
  const root = await makeProject();
  const text = read(root, MODEL);
  put(root, { 'app/alike.py': `${text}    mine = 1\n`, 'app/less.py': `${text}    a = 1\n    b = 2\n` });
  rmSync(join(root, MODEL));
  expect((await run(root, ['check'])).out).toContain('if you moved it to app/alike.py');
  put(root, { 'app/less.py': text.replaceAll('\n', '\r\n') });
  expect((await run(root, ['check'])).out).toContain('if you moved it to app/less.py');
});

test('an empty file is no other empty file', async () => {
  const templates = nextTemplates({ edited: { 'blocks/extra/project/extra.py': () => '' } });
  const root = await makeProject([], templates);
  rename(root, 'extra.py', 'app/__init__.py');
  const ran = await run(root, ['upgrade', ...quick], answering({}), templates);
  expect(ran.out).toMatch(/deleted by you {2}extra\.py/);
});

test('a file that another branch has moved is known where it is after a merge, and so is its neighbour', async () => {
  const root = await makeProject();
  const lock = '.fastapi-architect/lock/note.json';
  const plain = read(root, lock);
  await run(root, ['detach', 'app/routers/notes.py']);
  const [both, mine] = [plain, read(root, lock)].map((text) => text.split('\n'));
  await run(root, ['attach', 'app/routers/notes.py']);
  await run(root, ['move', MODEL, MINE]);
  const theirs = read(root, lock).split('\n');
  const torn = mine!.flatMap((line, at) =>
    line === both![at] && line === theirs[at]
      ? [line]
      : [`<<<<<<< HEAD`, line, '=======', theirs[at], '>>>>>>> other'],
  );
  put(root, { [lock]: torn.join('\n') });
  expect(await run(root, ['model'])).toMatchObject({ exitCode: 4, err: expect.stringContaining('sync') });
  expect(await run(root, ['sync', ...quick])).toMatchObject({ exitCode: 0 });
  expect(
    read(root, lock)
      .split('\n')
      .filter((line) => line.includes('"home"')),
  ).toHaveLength(1);
  expect(read(root, lock)).not.toContain('<<<<<<<');
  expect(await run(root, ['check'])).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^nothing to do/),
  });
});
