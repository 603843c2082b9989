import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laidOut, layoutsOf } from '../../src/merge/lens.ts';
import type { Ask } from '../../src/dialogue.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { edit, makeProject, nextTemplates } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const quick = ['--skip-install'];
const NOTE = 'Note title:str:max=80 size:int:optional';
const PYTHON = /^app\/.*\.py$/;

/** A project of a real profile. */
async function real(...resources: readonly string[]): Promise<string> {
  const cwd = tempFolder();
  const said = resources.flatMap((line) => ['--resource', line]);
  await run(cwd, ['new', 'shop', '--yes', ...said, '--skip-install', '--skip-git'], undefined, templates);
  return join(cwd, 'shop');
}

const say = (root: string, ...words: readonly string[]) =>
  run(root, [...words, ...quick], undefined, templates);
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g));

/** A project of whose files the user has edited six, one of them where the next version changes the same line. */
async function edited(): Promise<{ root: string; newer: string }> {
  const layers = ['model', 'router'].map((layer) => `mini/layers/${layer}/app/${layer}s`);
  const names = [
    'blocks/extra/project/extra.py',
    `${layers[0]}/_resource_.py.ejs`,
    `${layers[1]}/_resources_.py.ejs`,
  ];
  const change = (text: string) => `# New.\n${text.replace('extra = True', 'extra = None')}`;
  const newer = nextTemplates({ edited: Object.fromEntries(names.map((name) => [name, change])) });
  const resources = ['Otter age:int', 'Zebra age:int'].flatMap((line) => ['--resource', line]);
  const root = await makeProject(resources);
  for (const path of ['models/otter', 'models/zebra', 'routers/otters', 'routers/zebras'])
    put(root, { [`app/${path}.py`]: `${read(root, `app/${path}.py`)}\n\nMINE = 1\n` });
  put(root, { 'README.md': 'mine\n' });
  edit(root, 'extra.py', 'extra = True', 'extra = 1');
  return { root, newer };
}

test('one line changed by both, other files merge cleanly, no terminal: exit 3, told, and nothing at all is written', async () => {
  const { root, newer } = await edited();
  const before = treeOf(root);
  const shown = await run(root, ['upgrade', '--dry-run'], undefined, newer);
  expect(shown.exitCode).toBe(3);
  expect(shown.out.match(/ merge /g)).toHaveLength(4);
  expect(shown.out).toMatch(/conflict {2}extra\.py/);
  const ran = await run(root, ['upgrade'], undefined, newer);
  expect([ran.exitCode, ran.err]).toEqual([
    3,
    expect.stringMatching(/^extra\.py: changed by you and by the gen/),
  ]);
  expect(treeOf(root)).toEqual(before);
});

test('Ctrl-C at the third question: exit 130, and nothing is written', async () => {
  const { root, newer } = await edited();
  for (const path of ['app/models/otter.py', 'app/models/zebra.py']) put(root, { [path]: 'mine = 1\n' });
  const before = treeOf(root);
  let asked = 0;
  const ask: Ask = async () => {
    asked += 1;
    if (asked === 3) throw Object.assign(new Error('closed'), { name: 'ExitPromptError' });
    return 'theirs';
  };
  const ran = await run(root, ['upgrade', ...quick], ask, newer);
  expect([ran.exitCode, ran.err, asked]).toEqual([130, 'interrupted: nothing was written', 3]);
  expect(treeOf(root)).toEqual(before);
});

test('markers in one file at three places and in one at one: all are there and told, the others are merged, and check fails until they are resolved', async () => {
  const three = (value: string) =>
    ['a', 'b', 'c'].map((name) => `${name} = ${value}\n\n\nx_${name} = 0\n`).join('\n\n');
  const first = nextTemplates({ edited: { 'blocks/extra/project/extra.py': () => three('1') } });
  const model = 'mini/layers/model/app/models/_resource_.py.ejs';
  const next = nextTemplates({
    edited: {
      'blocks/extra/project/extra.py': () => three('2'),
      [model]: (text) => text.replace('__tablename__ =', '__tablename__ = "x" +'),
      'mini/project/app/main.py': (text) => `# New.\n${text}`,
    },
  });
  const root = await makeProject([], first);
  put(root, { 'extra.py': three('3'), 'app/main.py': `${read(root, 'app/main.py')}\n\nMINE = 1\n` });
  edit(root, 'app/models/note.py', '__tablename__ =', '__tablename__ = "mine" +');
  const ran = await run(root, ['upgrade', '--on-conflict=markers', '--json', ...quick], undefined, next);
  const { exitCode, files } = JSON.parse(ran.out);
  const hunks = Object.fromEntries(
    files.flatMap((file: { path: string; hunks?: unknown[] }) =>
      file.hunks ? [[file.path, file.hunks.length]] : [],
    ),
  );
  expect([exitCode, hunks]).toEqual([3, { 'extra.py': 3, 'app/models/note.py': 1 }]);
  const marks = (path: string) => read(root, path).match(/^<{7} yours$/gm)?.length;
  expect([marks('extra.py'), marks('app/models/note.py')]).toEqual([3, 1]);
  expect(read(root, 'app/main.py')).toMatch(/^# New\.[^]*MINE = 1\n$/);
  const check = await run(root, ['check'], undefined, next);
  expect([check.exitCode, check.out.match(/unresolved conflict: /g)?.length]).toEqual([2, 8]);
  for (const path of ['extra.py', 'app/models/note.py'])
    put(root, { [path]: read(root, path).replace(/^<{7}.*\n([^]*?)^\|{7}[^]*?^>{7}.*\n/gm, '$1') });
  expect(await run(root, ['resolve'], undefined, next)).toMatchObject({ exitCode: 0 });
  expect(await run(root, ['check'], undefined, next)).toMatchObject({ exitCode: 0 });
});

test.each([
  ['that the project has set', true, 0],
  ['that no setting knows of', false, 0],
])(
  'files laid out anew by a formatter %s, and edited: what is new comes in, or is asked about, and no word is lost',
  async (_, isSet, exitCode) => {
    const root = await real(NOTE);
    const settings = '[tool.ruff]\nline-length = 60\n[tool.ruff.format]\nquote-style = "single"\n';
    const [layout = {}] = await layoutsOf(settings);
    const own = edit(root, 'pyproject.toml', 'line-length = 100', 'line-length = 60');
    if (isSet) put(root, { 'pyproject.toml': `${own}\n[tool.ruff.format]\nquote-style = "single"\n` });
    const mine = new Map<string, string>();
    for (const path of Object.keys(treeOf(root)).filter((each) => PYTHON.test(each))) {
      const text = laidOut(layout, read(root, path));
      const more = text === '' ? '' : `${text}\n\ndef mine_of_${mine.size}() -> str:\n    return 'mine'\n`;
      mine.set(path, more);
      put(root, { [path]: more });
    }
    const ran = await say(root, 'resource', 'Note', 'extra:str:optional', '--on-conflict=markers');
    expect([ran.err, ran.exitCode]).toEqual(['', exitCode]);
    for (const [path, text] of mine) {
      const now = wordsOf(read(root, path));
      expect([path, [...wordsOf(text)].filter((word) => !now.has(word))]).toEqual([path, []]);
    }
    for (const path of ['app/models/note.py', 'app/schemas/note.py'])
      expect(read(root, path)).toContain('extra');
  },
);

test('a syntax error in a user’s file: what is new comes in elsewhere, or is asked about, and nothing falls over', async () => {
  const root = await real(NOTE);
  const path = 'app/models/note.py';
  put(root, {
    [path]: `${read(root, path)}\n\ndef mine(:\n    return (\n`,
    'app/schemas/note.py': 'class (:\n',
  });
  const before = treeOf(root);
  const ran = await say(root, 'resource', 'Note', 'extra:str:optional');
  expect([ran.exitCode, ran.err]).toEqual([3, expect.stringContaining('app/schemas/note.py')]);
  expect(treeOf(root)).toEqual(before);
  expect(await say(root, 'resource', 'Note', 'extra:str:optional', '--on-conflict=mine')).toMatchObject({
    exitCode: 0,
  });
  expect(read(root, 'app/schemas/note.py')).toBe('class (:\n');
  expect(read(root, path)).toMatch(/def mine\(:\n {4}return \(\n$/);
});

test('a layer that goes: an unedited file is deleted and can come back, an edited one is its user’s, and told', async () => {
  const [plain, mine] = [
    await makeProject(['--resource', 'Note:with=task a:int']),
    await makeProject(['--resource', 'Note:with=task a:int']),
  ];
  const path = 'app/tasks/note.py';
  const text = read(plain, path);
  put(mine, { [path]: `${text}# mine\n` });
  const words = ['resource', 'Note', '--without', 'task', ...quick];
  expect((await run(plain, words)).out).toMatch(/remove {2}app\/tasks\/note\.py/);
  expect(existsSync(join(plain, path))).toBe(false);
  await run(plain, ['undo', ...quick]);
  expect(read(plain, path)).toBe(text);
  expect((await run(mine, words)).out).toMatch(/unmanaged {2}app\/tasks\/note\.py/);
  expect([read(mine, path), (await run(mine, ['list'])).out]).toEqual([
    `${text}# mine\n`,
    expect.stringContaining(`detached: ${path}`),
  ]);
});

test('a hand-made file that is equal to what is made is taken over without a word', async () => {
  const [root, other] = [await makeProject(['--no-example']), await makeProject()];
  put(root, { 'app/models/note.py': read(other, 'app/models/note.py') });
  const words = ['resource', 'Note', 'title:str:max=200', 'body:text:optional', ...quick];
  const ran = await run(root, words);
  expect([ran.exitCode, ran.out.includes('app/models/note.py')]).toEqual([0, false]);
  expect(await run(root, ['resource', 'Note', 'more:int:optional', ...quick])).toMatchObject({ exitCode: 0 });
  expect(read(root, 'app/models/note.py')).toContain('more');
});

test('one layer after a field was added by hand: only that layer changes, the others are told to be behind, and resource brings them', async () => {
  const root = await real(NOTE);
  const path = '.fastapi-architect/resources/note.json';
  const spec = JSON.parse(read(root, path));
  put(root, {
    [path]: JSON.stringify({
      ...spec,
      fields: [...spec.fields, { name: 'extra', type: 'bool', default: 'false' }],
    }),
  });
  const before = treeOf(root);
  const ran = await say(root, 'schema', 'Note');
  expect(ran.exitCode).toBe(0);
  const changed = Object.entries(treeOf(root)).filter(([name, bytes]) => before[name] !== bytes);
  const files = changed.map(([name]) => name).filter((name) => !name.startsWith('.fastapi-architect/'));
  expect(files).toEqual(['app/schemas/note.py']);
  expect(ran.out).toMatch(
    /^Note: its spec has changes that are missing in: model, [a-z, ]+; update with: fastapi-architect resource Note$/m,
  );
  expect(ran.out).not.toMatch(/^Note: .*schema/m);
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({ exitCode: 2 });
  const then = read(root, 'app/schemas/note.py');
  expect(await say(root, 'resource', 'Note')).toMatchObject({ exitCode: 0, err: '' });
  expect(read(root, 'app/models/note.py')).toContain('extra');
  expect(read(root, 'app/schemas/note.py')).toBe(then);
  expect(
    readdirSync(join(root, 'alembic/versions')).some((name) => name.includes('add_extra_to_notes')),
  ).toBe(true);
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({ exitCode: 0 });
  expect((await say(root, 'schema', 'Note')).out).toBe('nothing to do');
});
