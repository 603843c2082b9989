import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { markdown } from '../../src/advice/record.ts';
import { parseResourceLine } from '../../src/language/resource.ts';
import { goldenAdvice, newArguments, RECORD, recordOf, records } from '../support/advice.ts';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { answering, run as runAnywhere } from '../support/run.ts';

const run = (cwd: string, args: readonly string[]) => runAnywhere(cwd, args, undefined, templates);
const quick = ['--skip-install', '--skip-git'];
const NO_STATE = /^(\.fastapi-architect\/(lock|objects)\/|\.env$)/;

test.each(Object.entries(records))('the decision record "%s" is the golden one', async (name, flags) => {
  expect(await recordOf(tempFolder(), flags)).toBe(goldenAdvice(`${name}.md`));
});

test('but for the record, the project is that of the same profile without advice', async () => {
  const [advised, plain] = [tempFolder(), tempFolder()];
  await run(advised, newArguments());
  const flags = ['--yes', '--profile', 'layered', '--database', 'postgresql', ...quick];
  await run(plain, ['new', 'shop', ...flags]);
  const { [RECORD]: record, ...others } = treeOf(join(advised, 'shop'), NO_STATE);
  expect(record).toBeDefined();
  expect(others).toEqual(treeOf(join(plain, 'shop'), NO_STATE));
});

test('the record belongs to the user: no verb changes it or reports it', async () => {
  const cwd = tempFolder();
  await run(cwd, newArguments());
  const shop = join(cwd, 'shop');
  put(shop, { [RECORD]: 'mine\n' });
  expect(await run(shop, ['resource', 'Tag', 'name:str', '--skip-install'])).toMatchObject({ exitCode: 0 });
  for (const verb of ['upgrade', 'sync', 'check'])
    expect(await run(shop, [verb])).toMatchObject({ exitCode: 0, err: '' });
  expect(read(shop, RECORD)).toBe('mine\n');
  expect(await run(shop, ['attach', RECORD])).toMatchObject({
    out: expect.stringContaining('generated only once'),
  });
});

test('a record that exists already is kept', async () => {
  const cwd = tempFolder();
  put(cwd, { [`shop/${RECORD}`]: 'mine\n' });
  expect(await run(cwd, newArguments('--force'))).toMatchObject({ exitCode: 0 });
  expect(read(join(cwd, 'shop'), RECORD)).toBe('mine\n');
});

test('the command of the record works', async () => {
  const cwd = tempFolder();
  const record = await recordOf(cwd, []);
  const [, command = ''] = /```sh\n(.*)\n```/.exec(record) ?? [];
  put(cwd, { 'shop/resources.txt': 'Note title:str:max=200\n' });
  const args = parseResourceLine(command).slice(1);
  expect(await run(join(cwd, 'shop'), [...args, ...quick])).toMatchObject({ exitCode: 0, err: '' });
  expect(existsSync(join(cwd, 'shop-next/app/models/note.py'))).toBe(true);
});

test.each([
  ['# no heading', '\\# no heading'],
  ['a `b` *c* _d_', '\\`b\\` \\*c\\* \\_d\\_'],
  ['[x](http://y) <b>&amp; | ~~', '\\[x\\]\\(http://y\\) \\<b\\>\\&amp; \\| \\~\\~'],
])('the description %j is text, not markup', async (description, printed) => {
  const record = await recordOf(tempFolder(), ['--description', description]);
  expect(record.split('\n').find((line) => line.startsWith('shop: '))).toContain(printed);
});

test('line breaks and long descriptions do not reach a record', async () => {
  expect(markdown('one\n\n# two')).toBe('one \\# two');
  for (const description of ['one\ntwo', 'x'.repeat(10_000)]) {
    const { exitCode, err } = await run(tempFolder(), newArguments('--description', description));
    expect([exitCode, err]).toEqual([1, expect.stringMatching(/^description: /)]);
  }
});

test('--dry-run and --json list the record', async () => {
  const dry = await run(tempFolder(), newArguments('--dry-run'));
  expect(dry.out).toContain(`create  ${RECORD}`);
  const { out } = await run(tempFolder(), newArguments('--json'));
  const { files } = JSON.parse(out) as { files: { path: string }[] };
  expect(files.map(({ path }) => path)).toContain(RECORD);
});

test('undo and adopt work in a project with a record', async () => {
  const cwd = tempFolder();
  const record = await recordOf(cwd, []);
  const shop = join(cwd, 'shop');
  await run(shop, ['resource', 'Tag', 'name:str', '--skip-install']);
  expect(await run(shop, ['undo'])).toMatchObject({ exitCode: 0, err: '' });
  expect(await run(shop, ['adopt', '--yes'])).toMatchObject({ exitCode: 0, err: '' });
  expect(read(shop, RECORD)).toBe(record);
  expect(await run(shop, ['check'])).toMatchObject({ exitCode: 0, err: '' });
});

test('the command that a wizard prints makes the same project, with its record', async () => {
  const [asked, again] = [tempFolder(), tempFolder()];
  const given = ['--scale', 'under-10', '--team', '1-3', '--speed', 'both', '--failure', 'wait'];
  const facts = ['--clerk', 'no', '--bulk-calls', 'no', '--external-clients', 'no', '--change'];
  const flags = ['new', 'shop', '--advise', ...given, ...facts, 'rules', '--skip-install', '--skip-git'];
  const ask = answering({ auth: ['none'], first: ['none'] });
  const { out } = await runAnywhere(asked, flags, ask, templates);
  const [command = ''] = /fastapi-architect new .*--yes$/m.exec(out) ?? [];
  expect(await run(again, parseResourceLine(command).slice(1))).toMatchObject({ exitCode: 0, err: '' });
  expect(treeOf(join(again, 'shop'))).toHaveProperty([RECORD]);
  expect(treeOf(again)).toEqual(treeOf(asked));
});
