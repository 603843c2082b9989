import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ask } from '../../src/dialogue.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { answering, run } from '../support/run.ts';

const quick = ['--skip-install', '--skip-git'];

test('a name is enough: defaults, the example, and what is remembered', async () => {
  const cwd = tempFolder();
  const { exitCode, out, err } = await run(cwd, ['new', 'shop', ...quick]);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^shop: \d+ files in .*shop/);
  const shop = join(cwd, 'shop');
  expect(read(shop, 'app/models/note.py')).toContain('title:str:max=200');
  expect(read(shop, 'app/config.py')).toContain('DATABASE = "sqlite"');
  expect(JSON.parse(read(shop, '.yo-rc.json'))).toEqual({
    'generator-fastapi-architect': {
      name: 'shop',
      description: 'A FastAPI backend.',
      profile: 'mini',
      database: 'sqlite',
      auth: 'none',
      stateFormat: 1,
    },
  });
  expect(readdirSync(join(shop, '.fastapi-architect'), { recursive: true }).toSorted()).toEqual(
    expect.arrayContaining([
      '.gitattributes',
      '.gitignore',
      'lock/note.json',
      'lock/_project.json',
      'resources/note.json',
    ]),
  );
});

test('the same answers give the same bytes', async () => {
  const [one, two] = [tempFolder(), tempFolder()];
  for (const cwd of [one, two]) await run(cwd, ['new', 'shop', '--database', 'postgresql', ...quick]);
  expect(treeOf(one)).toEqual(treeOf(two));
});

test('resources come from --resource, from a file, or not at all', async () => {
  const cwd = tempFolder();
  put(cwd, { 'all.txt': '# ours\n\nTag name:str\r\nOrderItem count:int\n' });
  await run(cwd, [
    'new',
    'a',
    '--resource',
    'Product name:str',
    '--resource',
    'Shelf code:str',
    '--from',
    'all.txt',
    ...quick,
  ]);
  expect(readdirSync(join(cwd, 'a/app/models')).toSorted()).toEqual([
    'order_item.py',
    'product.py',
    'shelf.py',
    'tag.py',
  ]);
  await run(cwd, ['new', 'b', '--no-example', ...quick]);
  expect(existsSync(join(cwd, 'b/app/models'))).toBe(false);
});

test('a folder with nothing but a repository, a README and a licence takes a project', async () => {
  const cwd = join(tempFolder(), 'My Shop');
  put(cwd, { '.git/HEAD': 'x', LICENSE: 'mine', 'readme.rst': 'mine' });
  expect(await run(cwd, ['new', '.', ...quick])).toMatchObject({ exitCode: 0, err: '' });
  expect(read(cwd, '.yo-rc.json')).toContain('"name": "my-shop"');
  expect(read(cwd, 'LICENSE')).toBe('mine');
});

test('a README that is already there is the user’s', async () => {
  const cwd = tempFolder();
  put(cwd, { 'README.md': 'mine' });
  expect(await run(cwd, ['new', 'shop', '--directory', '.', ...quick])).toMatchObject({ exitCode: 3 });
  expect(Object.keys(treeOf(cwd))).toEqual(['README.md']);
  const here = ['new', 'shop', '--directory', '.', ...quick];
  expect(await run(cwd, [...here, '--on-conflict=later'])).toMatchObject({ exitCode: 0 });
  expect(read(cwd, 'README.md')).toBe('mine');
});

test('--force replaces a README that is already there', async () => {
  const cwd = tempFolder();
  put(cwd, { 'README.md': 'mine' });
  expect(await run(cwd, ['new', 'shop', '--directory', '.', '--force', ...quick])).toMatchObject({
    exitCode: 0,
  });
  expect(read(cwd, 'README.md')).toMatch(/^# shop\n/);
});

test.each([
  [['new', 'shop'], /not empty \(it has mine\.py\)/],
  [['new'], /name is missing/],
  [['new', 'Shop'], /shop/],
  [['new', 'x', 'y'], /new takes only <name>; omit y/],
  [['new', 'x', '--profile', 'mono'], /profile.*mono/],
  [['new', 'x', '--database', 'oracle'], /database.*oracle/],
  [['new', 'x', '--resource', 'Note title:strr'], /strr/],
  [['new', 'x', '--resource', 'Note category:ref:to=Nobody'], /Nobody/],
  [['new', 'x', '--from', 'absent.txt'], /--from absent\.txt cannot be read/],
  [['new', 'file'], /is a file/],
  [['new', 'x', '--directory', 'file/shop'], /not a folder/],
  [['new', 'x', '--fource'], /unknown flag/],
  [['new', 'x', '--database'], /database/],
  [['new', 'x', '--yes=no'], /yes/],
])('%j says in one line what is wrong, and writes nothing', async (args, message) => {
  const cwd = tempFolder();
  put(cwd, { 'shop/mine.py': '', file: '' });
  const before = treeOf(cwd);
  const { exitCode, err, out } = await run(cwd, args as string[]);
  expect([exitCode, out]).toEqual([1, '']);
  expect(err).toMatch(message as RegExp);
  expect(err).not.toContain('\n');
  expect(treeOf(cwd)).toEqual(before);
});

test('--dry-run and --diff make nothing, not even the folder', async () => {
  const cwd = tempFolder();
  const dry = await run(cwd, ['new', 'shop', '--dry-run']);
  expect(dry.out).toMatch(/create {2}app\/config\.py/);
  const diff = await run(cwd, ['new', 'shop', '--diff']);
  expect(diff.out).toMatch(/^--- \/dev\/null\n\+\+\+ b\/\.github/);
  expect(readdirSync(cwd)).toEqual([]);
});

test('a project is not made inside itself again, and a linked folder is fine', async () => {
  const cwd = tempFolder();
  mkdirSync(join(cwd, 'real'));
  symlinkSync(join(cwd, 'real'), join(cwd, 'shop'));
  expect(await run(cwd, ['new', 'shop', ...quick])).toMatchObject({ exitCode: 0 });
  expect(await run(cwd, ['new', 'shop', '--force', ...quick])).toMatchObject({
    err: expect.stringContaining('already'),
  });
});

test('a user who is asked says it all, field by field', async () => {
  const cwd = tempFolder();
  const ask = answering({
    name: ['shop'],
    database: ['postgresql'],
    first: ['own'],
    resource: ['Product'],
    field: ['name', 'oops', 'status'],
    type: ['str', 'int', 'enum'],
    flags: ['unique', '', ''],
    max: ['80'],
    values: ['draft,live'],
    modifiers: ['', '', 'default=live'],
    next: ['add', 'remove', 'add', 'done'],
    which: ['1'],
  });
  expect(await run(cwd, ['new', ...quick], ask)).toMatchObject({ exitCode: 0, err: '' });
  expect(ask.asked.slice(0, 3)).toEqual(['name', 'database', 'first']);
  const model = read(join(cwd, 'shop'), 'app/models/product.py');
  expect(model).toContain('name:str:unique:max=80');
  expect(model).toContain('status:enum:values=draft,live:default=live');
  expect(model).not.toContain('oops');
});

test('with --yes nothing is asked', async () => {
  const cwd = tempFolder();
  expect(await run(cwd, ['new', 'shop', '--yes', ...quick], answering({}))).toMatchObject({ exitCode: 0 });
});

test('what a killed run left of a project in this folder is in nobody’s way', async () => {
  const cwd = tempFolder();
  put(cwd, { '.fastapi-architect/tx/pid': '', '.fastapi-architect/tx/0': 'half' });
  expect(await run(cwd, ['new', '.', '--skip-install', '--skip-git'])).toMatchObject({ exitCode: 0 });
  expect(Object.keys(treeOf(cwd)).some((path) => path.includes('/tx/'))).toBe(false);
});

test('a project that appears while a question is asked is not touched, and named as the reason', async () => {
  const cwd = tempFolder();
  put(cwd, { 'README.md': 'mine\n' });
  const other = tempFolder();
  await run(other, ['new', '.', '--profile', 'mini', ...quick]);
  const ask: Ask = async ({ name }) => {
    expect(name).toBe('decision');
    cpSync(other, cwd, { recursive: true });
    return 'theirs';
  };
  const args = ['new', 'shop', '--directory', '.', '--database', 'sqlite', '--resource', 'Note title:str'];
  const { exitCode, err } = await run(cwd, [...args, ...quick], ask);
  expect([exitCode, err]).toEqual([1, expect.stringContaining('another run has created a project here')]);
  expect(treeOf(cwd)).toEqual(treeOf(other));
});
