import { existsSync, rmSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { edit, makeProject, nextTemplates } from '../support/project.ts';
import { run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const CLASS = 'mini/layers/model/app/models/_resource_.py.ejs';
const state = /^\.fastapi-architect\/(objects|undo)/;
const quick = ['--skip-install'];

const newer = () =>
  nextTemplates({ edited: { [CLASS]: (text) => text.replace('class ', '# Made anew.\nclass ') } });

test('nothing changed: nothing to do, not a byte, and nothing is pending', async () => {
  const root = await makeProject();
  const before = treeOf(root);
  expect(await run(root, ['upgrade'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(treeOf(root)).toEqual(before);
});

test('a checkout with other line ends is no change', async () => {
  const root = await makeProject();
  for (const path of Object.keys(treeOf(root, /^\.fastapi-architect\/objects/)))
    put(root, { [path]: read(root, path).replaceAll('\n', '\r\n') });
  const before = treeOf(root);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
  await run(root, ['upgrade']);
  const files = (tree: Record<string, string>) =>
    Object.entries(tree).filter(([path]) => !path.startsWith('.'));
  expect(files(treeOf(root))).toEqual(files(before));
});

test('a new version over files that nobody edited gives what it makes afresh, moved and dropped files included', async () => {
  const templates = nextTemplates({
    edited: { [CLASS]: (text) => `# New.\n${text}` },
    gone: ['blocks/extra/project/extra.py'],
    moved: {
      folder: 'mini',
      from: 'layers/router/tests/test__resource_.py.ejs',
      to: 'layers/router/tests/routers/test__resource_.py.ejs',
    },
  });
  const root = await makeProject();
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({ exitCode: 2 });
  expect(await run(root, ['upgrade', ...quick], undefined, templates)).toMatchObject({ exitCode: 0 });
  expect(treeOf(root, state)).toEqual(treeOf(await makeProject([], templates), state));
  expect(existsSync(join(root, 'tests/test_note.py'))).toBe(false);
  expect(await run(root, ['check'], undefined, templates)).toMatchObject({ exitCode: 0 });
});

test('edits in every file stay byte for byte where the version is the same', async () => {
  const root = await makeProject();
  for (const path of Object.keys(treeOf(root, /^\./))) put(root, { [path]: `${read(root, path)}\n# mine` });
  const before = treeOf(root);
  expect(await run(root, ['upgrade'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(treeOf(root)).toEqual(before);
});

test('a new version goes into an edited file', async () => {
  const root = await makeProject();
  put(root, { [MODEL]: `${read(root, MODEL)}\n\nMINE = 1\n` });
  expect(await run(root, ['upgrade', ...quick], undefined, newer())).toMatchObject({ exitCode: 0 });
  expect(read(root, MODEL)).toMatch(/^# Made anew\.\nclass Note:[^]*\n\n\nMINE = 1\n$/);
});

test('a file that the generator makes no longer goes, or is its user’s where they edited it', async () => {
  const templates = nextTemplates({ gone: ['blocks/extra/project/extra.py'] });
  const [plain, edited] = [await makeProject(), await makeProject()];
  put(edited, { 'extra.py': 'mine = True\n' });
  expect((await run(plain, ['upgrade', ...quick], undefined, templates)).out).toMatch(/remove {2}extra\.py/);
  expect(existsSync(join(plain, 'extra.py'))).toBe(false);
  expect((await run(edited, ['upgrade', ...quick], undefined, templates)).out).toMatch(
    /unmanaged {2}extra\.py/,
  );
  expect(read(edited, 'extra.py')).toBe('mine = True\n');
  expect(await run(edited, ['check'], undefined, templates)).toMatchObject({ exitCode: 0 });
});

test('an edited file that the generator makes elsewhere now goes there with its edits', async () => {
  const templates = nextTemplates({
    moved: { folder: 'blocks/extra', from: 'project/extra.py', to: 'project/lib/extra.py' },
  });
  const root = await makeProject();
  put(root, { 'extra.py': `${read(root, 'extra.py')}mine = True\n` });
  await run(root, ['upgrade', ...quick], undefined, templates);
  expect([existsSync(join(root, 'extra.py')), existsSync(join(root, 'lib/extra.py'))]).toEqual([false, true]);
  expect(read(root, 'lib/extra.py')).toBe('extra = True\nmine = True\n');
});

test('a file that the user deleted stays away, and comes back when it is asked for', async () => {
  const root = await makeProject();
  rmSync(join(root, MODEL));
  const ran = await run(root, ['upgrade', ...quick], undefined, newer());
  expect(ran).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/deleted by you {2}app\/models\/note\.py/),
  });
  expect(await run(root, ['check'], undefined, newer())).toMatchObject({ exitCode: 0 });
  const templates = newer();
  await run(root, ['upgrade', '--restore', MODEL, ...quick], undefined, templates);
  expect(read(root, MODEL)).toContain('# Made anew.');
  expect(await run(root, ['upgrade'], undefined, templates)).toMatchObject({ out: 'nothing to do' });
});

test('only what the generator makes can be brought back', async () => {
  const root = await makeProject();
  const before = treeOf(root);
  const ran = await run(root, ['upgrade', '--restore', 'app/nowhere.py']);
  expect(ran).toMatchObject({ exitCode: 1, err: expect.stringContaining('app/nowhere.py') });
  expect(treeOf(root)).toEqual(before);
});

test('what is neither text nor readable is left alone and told', async () => {
  const root = await makeProject();
  edit(root, MODEL, 'class', '\0class');
  const before = treeOf(root);
  expect(await run(root, ['upgrade'], undefined, newer())).toMatchObject({ exitCode: 3 });
  expect(treeOf(root)).toEqual(before);
});

test('a spec that is ahead of its files stops an upgrade, and is pending', async () => {
  const root = await makeProject();
  edit(root, '.fastapi-architect/resources/note.json', '"name": "title"', '"name": "heading"');
  expect(await run(root, ['upgrade'])).toMatchObject({ exitCode: 4, err: expect.stringContaining('Note') });
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2, out: expect.stringContaining('Note') });
});

const SPECS = '.fastapi-architect/resources';

/** A project of three resources, of which two refer to the first. */
const referring = () =>
  makeProject(
    ['Note title:str', 'Otter note:ref:to=Note', 'Zebra notes:many:to=Note'].flatMap((line) => [
      '--resource',
      line,
    ]),
  );

test('specs that were deleted or edited by hand stop an upgrade: what their tables need is a migration', async () => {
  const root = await referring();
  rmSync(join(root, SPECS, 'otter.json'));
  edit(root, `${SPECS}/note.json`, '"name": "title"', '"name": "heading"');
  const before = treeOf(root);
  for (const words of [[], ['--dry-run'], ['--on-conflict=theirs', ...quick]])
    expect(await run(root, ['upgrade', ...words])).toMatchObject({
      exitCode: 4,
      err: expect.stringMatching(/^Note: .* edited,.*; Otter: .* deleted,.*"fastapi-architect sync" first$/),
    });
  expect(treeOf(root)).toEqual(before);
});

test('after sync the upgrade goes on, and the table has gone with a migration', async () => {
  const root = await referring();
  rmSync(join(root, SPECS, 'otter.json'));
  const ran = await run(root, ['sync', '--allow-drop', ...quick]);
  expect(ran.out).toMatch(/create {2}alembic\/versions\/\w+_drop_otters\.py/);
  expect(await run(root, ['upgrade'])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('a resource that got another name in its spec is one that is gone and one that is new', async () => {
  const root = await makeProject();
  edit(root, `${SPECS}/note.json`, '"name": "Note"', '"name": "Memo"');
  expect(await run(root, ['upgrade', ...quick])).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining('resources/note.json: its "name" is Memo, but the file of Memo is '),
  });
  renameSync(join(root, SPECS, 'note.json'), join(root, SPECS, 'memo.json'));
  expect(await run(root, ['upgrade', ...quick])).toMatchObject({
    exitCode: 4,
    err: expect.stringMatching(/Memo: .*; Note: /),
  });
  const ran = await run(root, ['sync', '--allow-drop', ...quick]);
  expect(ran.out).toMatch(/_create_memos\.py[^]*_drop_notes\.py/);
  expect([existsSync(join(root, MODEL)), existsSync(join(root, 'app/models/memo.py'))]).toEqual([
    false,
    true,
  ]);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 0 });
});
