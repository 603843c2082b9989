import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject, nextTemplates } from '../support/project.ts';
import { answering, run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const ROUTER = 'app/routers/notes.py';
const CLASS = 'mini/layers/model/app/models/_resource_.py.ejs';
const quick = ['--skip-install'];
const more = ['resource', 'Note', 'more:int:optional', ...quick];
const newer = () =>
  nextTemplates({ edited: { [CLASS]: (text) => text.replace('class ', '# Made anew.\nclass ') } });

/** A project whose model is its user's, and nothing that anybody could merge. */
async function detached(): Promise<string> {
  const root = await makeProject(['--resource', 'Note title:str']);
  expect(await run(root, ['detach', MODEL])).toMatchObject({ exitCode: 0, out: `detached: ${MODEL}` });
  put(root, { [MODEL]: '<<<<<<< no Python at all\n' });
  return root;
}

test('no verb reads, changes, drops or asks about a detached file', async () => {
  const root = await detached();
  const templates = newer();
  for (const words of [more, ['model'], ['upgrade', ...quick], ['sync', ...quick], ['resolve']]) {
    const ran = await run(root, words, answering({}), templates);
    expect([words, ran.exitCode, ran.out.includes(MODEL)]).toEqual([words, 0, false]);
  }
  expect(read(root, MODEL)).toBe('<<<<<<< no Python at all\n');
  expect(read(root, '.fastapi-architect/lock/note.json')).toContain('"more"');
});

test('check and list say it in one quiet line, and nothing is pending', async () => {
  const root = await detached();
  await run(root, ['detach', 'app/main.py']);
  const line = `detached: app/main.py, ${MODEL}`;
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: `nothing to do\n${line}` });
  expect((await run(root, ['list'])).out.split('\n').at(-1)).toBe(line);
});

test('a detached file that is equal to what is made, deleted, or a link stays detached', async () => {
  const root = await makeProject();
  await run(root, ['detach', MODEL, ROUTER, 'extra.py']);
  rmSync(join(root, ROUTER));
  rmSync(join(root, 'extra.py'));
  symlinkSync('app/main.py', join(root, 'extra.py'));
  const lock = read(root, '.fastapi-architect/lock/note.json');
  expect(await run(root, ['upgrade', ...quick], undefined, newer())).toMatchObject({ exitCode: 0 });
  expect(await run(root, ['check'], undefined, newer())).toMatchObject({ exitCode: 0 });
  expect(read(root, MODEL)).not.toContain('# Made anew.');
  expect(existsSync(join(root, ROUTER))).toBe(false);
  for (const [, line = ''] of lock.matchAll(/^(.*detached.*)$/gm))
    expect(read(root, '.fastapi-architect/lock/note.json')).toContain(line.replace(/,$/, ''));
});

test('attach says what is pending since, and the next run merges it', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  await run(root, ['detach', MODEL]);
  put(root, { [MODEL]: `# Mine.\n\n\n${read(root, MODEL)}` });
  await run(root, more);
  const before = read(root, MODEL);
  const ran = await run(root, ['attach', MODEL]);
  expect([ran.exitCode, ran.out.split('\n').map((line) => line.trim())]).toEqual([
    0,
    [`attached: ${MODEL}`, 'pending for the next upgrade:', `merge  ${MODEL}`],
  ]);
  expect(read(root, MODEL)).toBe(before);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2 });
  await run(root, ['upgrade', ...quick]);
  expect(read(root, MODEL)).toMatch(/^# Mine\.\n\n\nclass Note:[^]*more/);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('attach where nothing is new, and where both have changed the same', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  await run(root, ['detach', MODEL, ROUTER]);
  put(root, { [MODEL]: 'mine = 1\n' });
  await run(root, ['resource', 'Note', 'title:str:max=9', ...quick]);
  const ran = await run(root, ['attach', MODEL, ROUTER]);
  expect(ran).toMatchObject({ exitCode: 0, out: expect.stringMatching(/conflict {2}app\/models\/note\.py/) });
  const main = await makeProject();
  await run(main, ['detach', 'app/main.py']);
  expect((await run(main, ['attach', 'app/main.py'])).out.split('\n').at(-1)).toBe('nothing to do');
});

test('each is taken back by undo, and attach is the reverse of detach', async () => {
  const root = await makeProject();
  const before = treeOf(root);
  await run(root, ['detach', MODEL]);
  const then = treeOf(root);
  await run(root, ['attach', MODEL]);
  expect(treeOf(root)).toEqual(before);
  await run(root, ['undo', ...quick]);
  expect(treeOf(root)).toEqual(then);
  await run(root, ['undo', ...quick]);
  expect(treeOf(root)).toEqual(before);
});

test('a resource that goes leaves its detached file behind, whoever edited it', async () => {
  const root = await makeProject();
  await run(root, ['detach', MODEL]);
  const ran = await run(root, ['resource', 'Note', '--remove', '--allow-drop', ...quick]);
  expect([ran.exitCode, ran.out.includes(MODEL)]).toEqual([0, false]);
  expect([existsSync(join(root, MODEL)), existsSync(join(root, ROUTER))]).toEqual([true, false]);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});

test('a resource of which a file is detached is not renamed before that is attached', async () => {
  const root = await detached();
  put(root, { [MODEL]: 'class Note:\n    __tablename__ = "notes"\n    title = "title:str"\n' });
  const before = treeOf(root);
  const rename = ['resource', 'Note', '--rename-to', 'Memo', ...quick];
  expect(await run(root, rename)).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining(`run "fastapi-architect attach ${MODEL}"`),
  });
  expect(treeOf(root)).toEqual(before);
  expect(await run(root, ['attach', MODEL])).toMatchObject({ exitCode: 0 });
  expect(await run(root, [...rename, '--on-conflict=theirs'])).toMatchObject({ exitCode: 0 });
  expect([existsSync(join(root, MODEL)), read(root, 'app/models/memo.py')]).toEqual([
    false,
    expect.stringContaining('class Memo:'),
  ]);
});

test('what is so already is said, with exit code 0, and not a byte changes', async () => {
  const root = await makeProject();
  const seed = Object.keys(treeOf(root)).find((path) => path.startsWith('alembic/versions/')) ?? '';
  await run(root, ['detach', MODEL]);
  const before = treeOf(root);
  for (const [words, said] of [
    [
      ['detach', MODEL, seed],
      [
        `${MODEL} is already detached, or was generated only once`,
        `${seed} is already detached, or was generated only once`,
      ],
    ],
    [
      ['attach', 'app/main.py', seed],
      ['app/main.py is already attached', `${seed} was generated only once and cannot be attached`],
    ],
  ] as const)
    expect(await run(root, words)).toMatchObject({ exitCode: 0, out: said.join('\n') });
  expect(treeOf(root)).toEqual(before);
});

test('what the generator makes no longer cannot be attached, and what is detached not restored', async () => {
  const root = await makeProject();
  const templates = nextTemplates({ gone: ['blocks/extra/project/extra.py'] });
  put(root, { 'extra.py': 'mine = True\n' });
  await run(root, ['upgrade', ...quick], undefined, templates);
  expect(await run(root, ['attach', 'extra.py'], undefined, templates)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('no longer generates this file'),
  });
  await run(root, ['detach', MODEL]);
  expect(await run(root, ['upgrade', '--restore', MODEL])).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('attach'),
  });
});

test('--dry-run and --json write nothing but what they say', async () => {
  const root = await makeProject();
  const before = treeOf(root);
  expect((await run(root, ['detach', MODEL, '--dry-run'])).out).toBe(`detached: ${MODEL}`);
  expect(treeOf(root)).toEqual(before);
  expect(JSON.parse((await run(root, ['detach', MODEL, '--json'])).out)).toMatchObject({ wrote: true });
  expect(JSON.parse((await run(root, ['attach', MODEL, '--json'])).out)).toMatchObject({
    exitCode: 0,
    wrote: true,
    messages: expect.arrayContaining([`attached: ${MODEL}`]),
  });
});

test.each(
  ['detach', 'attach'].flatMap((verb) =>
    [
      ['nothing', [], /tach needs <path>, e\.g\. /],
      ['an absolute path', ['/etc/passwd'], /outside the project/],
      ['a path that leaves', ['../shop/app/main.py'], /outside the project/],
      ['the project', ['.'], /is the project itself/],
      ['an empty path', [''], /is no path/],
      [
        'a folder',
        ['app/models/'],
        /app\/models is a folder: type the paths of its files, e.g. app\/models\/note\.py/,
      ],
      [
        'a file of nobody’s, after one that is known',
        [MODEL, 'app/mine 🗒.py'],
        /app\/mine 🗒\.py: the generator/,
      ],
      ['the state', ['.fastapi-architect/lock/note.json'], /belongs to the generator/],
    ].map(([what, words, message]) => [verb, what, words, message] as [string, string, string[], RegExp]),
  ),
)('%s %s: one line, exit 1, nothing written', async (verb, _, words, message) => {
  const root = await makeProject();
  put(root, { 'app/mine 🗒.py': 'mine = 1\n' });
  const before = treeOf(root);
  const { exitCode, err } = await run(root, [verb, ...words]);
  expect([exitCode, err]).toEqual([1, expect.stringMatching(message)]);
  expect(treeOf(root)).toEqual(before);
});

test('an absolute path inside the project is told as it is to be typed', async () => {
  const root = await makeProject();
  const { exitCode, err } = await run(root, ['detach', join(root, MODEL)]);
  expect([exitCode, err]).toEqual([
    1,
    expect.stringContaining(`relative to the project root it is ${MODEL}`),
  ]);
});
