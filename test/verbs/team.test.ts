import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { edit } from '../support/project.ts';
import {
  LOCK,
  MODEL,
  SPEC,
  VERSIONS,
  branches,
  commitAll,
  does,
  fieldsIn,
  git,
  gitStops,
  isWhole,
  mergeHeads,
  parted,
  project,
  revisionsIn,
  revisionsWith,
  verb,
} from '../support/team.ts';

test('two people give one resource fields: sync unites specs and files and writes no migration', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', 'size:int', 'color:str:optional'),
    bob: does(root, 'Note', 'weight:int:default=3', '--drop', 'body', '--allow-drop'),
  });
  for (const path of [SPEC, LOCK, MODEL]) expect(read(root, path)).toContain('<<<<<<<');
  expect(await verb(root, 'check')).toMatchObject({ exitCode: 2 });
  const before = revisionsIn(root);
  const ran = await verb(root, 'sync');
  expect(ran).toMatchObject({
    exitCode: 0,
    err: '',
    out: expect.stringMatching(/alembic\/versions has 2 heads \(\w+, \w+\): run "alembic merge heads"$/),
  });
  expect(revisionsIn(root)).toEqual(before);
  expect(fieldsIn(root)).toEqual(['title', 'state', 'weight', 'size', 'color']);
  await isWhole(root);
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('what each user wrote into a file that both branches generated again stays', async () => {
  const root = await project();
  await branches(root, {
    ann: async () => {
      await does(root, 'Note', 'size:int')();
      edit(root, MODEL, 'class Note(', '# Ann was here.\nclass Note(');
    },
    bob: async () => {
      await does(root, 'Note', 'weight:int')();
      put(root, { [MODEL]: `${read(root, MODEL)}\n\n# Bob was here.\n` });
    },
  });
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  for (const text of ['# Ann was here.', '# Bob was here.', 'size:', 'weight:'])
    expect(read(root, MODEL)).toContain(text);
  await isWhole(root);
});

test('a rename and an edit of one column cannot both run: it is said, and one of them is enough', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', '--rename', 'title:headline'),
    bob: does(root, 'Note', 'title:str:max=200:optional'),
  });
  const before = treeOf(root);
  const [first = ''] = revisionsWith(root, 'headline');
  const ran = await verb(root, 'sync');
  expect(ran).toMatchObject({
    exitCode: 3,
    err: expect.stringContaining(`"git rm -f ${VERSIONS}/${first}"`),
  });
  expect(ran.err).toMatch(/^notes\.title: both branches have a migration that changes it/);
  expect((await verb(root, 'check')).out).toContain('notes.title: both branches have a migration');
  expect(treeOf(root)).toEqual(before);
  rmSync(join(root, VERSIONS, first));
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  const fields = JSON.parse(read(root, SPEC)).fields;
  expect(fields[0]).toMatchObject({ name: 'headline', optional: true });
  expect(revisionsWith(root, '"headline"')).toHaveLength(1);
  await isWhole(root);
});

test('both branches add the same resource: one of its migrations goes, and sync writes what that one did', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Book', 'title:str', 'pages:int'),
    bob: does(root, 'Book', 'title:str', 'author:str'),
  });
  expect(await verb(root, 'sync')).toMatchObject({
    exitCode: 3,
    err: expect.stringMatching(/^books: both branches/),
  });
  const [bobs = ''] = revisionsWith(root, '"author"');
  rmSync(join(root, VERSIONS, bobs));
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  expect(revisionsWith(root, '"author"')).toEqual([expect.stringMatching(/add_author_to_books/)]);
  await isWhole(root);
});

test('what both said differently of one field is named, and nothing is written', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', 'title:str:max=9'),
    bob: does(root, 'Note', 'title:str:max=99'),
  });
  const before = treeOf(root);
  expect(await verb(root, 'sync')).toMatchObject({
    exitCode: 3,
    err: `Note.title: max 9 in one branch, max 99 in the other; nothing was written: edit ${SPEC}, remove the conflict markers, then run "fastapi-architect sync"`,
  });
  expect(treeOf(root)).toEqual(before);
});

test('an enum has the values of both, and a migration that says so after both', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', 'state:enum:values=open,done,late'),
    bob: does(root, 'Note', 'state:enum:values=open,done,lost'),
  });
  expect(await verb(root, 'sync')).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining('alembic merge heads'),
  });
  mergeHeads(root);
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  expect(
    revisionsWith(root, 'lost').filter((name) => revisionsWith(root, 'late').includes(name)),
  ).toHaveLength(1);
  expect(await verb(root, 'check')).toMatchObject({ exitCode: 0 });
});

test.each(['ann', 'bob'])(
  'one branch removes what the other changes (%s merges): both ways out work',
  async (who) => {
    for (const way of ['keep', 'let go']) {
      const root = await project();
      const all = {
        ann: does(root, 'Note', '--remove', '--allow-drop'),
        bob: does(root, 'Note', 'size:int'),
      };
      await parted(root, all);
      git(root, 'checkout', '--quiet', who);
      gitStops(root, 'merge', '--quiet', who === 'ann' ? 'bob' : 'ann');
      const { exitCode, err } = await verb(root, 'sync');
      expect([exitCode, err]).toEqual([3, expect.stringMatching(/^Note: one branch has removed it/)]);
      const [keep = '', rest = ''] = err.split('; to remove it: ');
      const commands = [...(way === 'keep' ? keep : rest).matchAll(/"git ([^"]+)"/g)];
      for (const [, words = ''] of commands) git(root, ...words.split(' '));
      expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
      expect(revisionsWith(root, 'op.drop_table("notes")')).toHaveLength(way === 'keep' ? 1 : 2);
      await isWhole(root);
    }
  },
);

test('a rebase and a cherry-pick go on after sync', async () => {
  const root = await project();
  await parted(root, {
    ann: does(root, 'Note', 'size:int'),
    bob: async () => {
      await does(root, 'Note', 'weight:int')();
      commitAll(root, 'Weight');
      await does(root, 'Otter', 'age:int')();
      await does(root, 'Note', 'color:str')();
    },
  });
  git(root, 'checkout', '--quiet', '-b', 'picked', 'ann');
  git(root, 'checkout', '--quiet', 'bob');
  expect(gitStops(root, 'rebase', '--quiet', 'ann')).toBe(true);
  for (const isLast of [false, true]) {
    expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
    git(root, 'add', '--all');
    expect(gitStops(root, 'rebase', '--continue')).toBe(!isLast);
  }
  expect(fieldsIn(root)).toEqual(expect.arrayContaining(['size', 'weight', 'color']));
  await isWhole(root);
  git(root, 'clean', '--quiet', '--force');
  git(root, 'checkout', '--quiet', 'picked');
  expect(gitStops(root, 'cherry-pick', 'bob')).toBe(true);
  const ran = await verb(root, 'sync');
  // The commit before, with the migration that this one goes on from, stayed behind.
  expect(ran.out).toMatch(
    /has the parent \w{12}, which does not exist: restore that revision, or set "down_revision" to "\w{12}"$/,
  );
  expect(fieldsIn(root)).not.toContain('weight');
});
