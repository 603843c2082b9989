import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read } from '../support/folder.ts';
import { edit } from '../support/project.ts';
import {
  MODEL,
  branches,
  commitAll,
  does,
  git,
  gitStops,
  isWhole,
  mergeHeads,
  parted,
  project,
  revisionsWith,
  verb,
} from '../support/team.ts';

const SERVICE = 'app/services/note.py';
const MEMO = 'app/models/memo.py';
const renames = (root: string) => does(root, 'Note', '--rename-to', 'Memo');

/** Does what a message says in its commands of git. */
function follow(root: string, words: string): void {
  const commands = [...words.matchAll(/"git ([^"]+)"/g)];
  expect(commands).not.toEqual([]);
  for (const [, typed = ''] of commands) git(root, ...typed.split(' '));
}

/** Merges as one of them, and as the other. */
const both = test.each(['ann', 'bob']);

async function mergedBy(who: string, root: string, ann: () => Promise<void>, bob: () => Promise<void>) {
  await parted(root, { ann, bob });
  git(root, 'checkout', '--quiet', who);
  gitStops(root, 'merge', '--quiet', who === 'ann' ? 'bob' : 'ann');
}

both(
  'a renamed field and a line beside it are put together, and no line is lost (%s merges)',
  async (who) => {
    const root = await project();
    await mergedBy(
      who,
      root,
      async () => {
        await does(root, 'Note', '--rename', 'title:headline')();
        edit(root, MODEL, 'class Note(', '# Ann was here.\nclass Note(');
      },
      async () =>
        put(root, { [MODEL]: read(root, MODEL).replace(/( +title: .*\n)/, '$1    # Bob was here.\n') }),
    );
    expect(read(root, MODEL)).toContain('<<<<<<<');
    expect((await verb(root, 'check')).out).toContain(`merge  ${MODEL}`);
    expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
    for (const text of ['# Ann was here.', '# Bob was here.', 'headline: '])
      expect(read(root, MODEL)).toContain(text);
    await isWhole(root);
  },
);

test('code of one branch that uses what the other has renamed is named, although git saw no conflict', async () => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', '--rename', 'title:headline'),
    bob: async () =>
      put(root, {
        [SERVICE]: `${read(root, SERVICE)}\n\ndef own(note: Note) -> str:\n    return note.title\n`,
      }),
  });
  expect(await verb(root, 'sync')).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/still used: app\/services\/note\.py:\d+$/),
  });
});

both('edits of the files of a resource that the other branch renames go along (%s merges)', async (who) => {
  const root = await project();
  await mergedBy(
    who,
    root,
    async () => {
      await renames(root)();
      put(root, { [MEMO]: `${read(root, MEMO)}\n\n# Ann was here.\n` });
    },
    async () => void edit(root, MODEL, 'class Note(', '# Bob was here: Note.\nclass Note('),
  );
  expect(read(root, MEMO)).toContain('<<<<<<<');
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  for (const text of ['# Ann was here.', '# Bob was here: Memo.\nclass Memo('])
    expect(read(root, MEMO)).toContain(text);
  await isWhole(root);
});

both(
  'fields that one branch adds to what the other renames: the way to have both works (%s merges)',
  async (who) => {
    const root = await project();
    await mergedBy(who, root, renames(root), async () => {
      await does(root, 'Note', 'size:int:default=1')();
      edit(root, MODEL, 'class Note(', '# Bob was here.\nclass Note(');
      put(root, { [SERVICE]: `${read(root, SERVICE)}\n\n# Bob was here too.\n` });
    });
    const { exitCode, err } = await verb(root, 'sync');
    expect([exitCode, err]).toEqual([3, expect.stringMatching(/^Note: one branch has renamed it to Memo/)]);
    const [, rest = ''] = err.split('; to use Memo: ');
    follow(root, rest);
    const synced = await verb(root, 'sync');
    expect(read(root, MEMO)).toMatch(/# Bob was here\.\nclass Memo\([^]*size: /);
    // Git does not follow every file that was renamed.
    if (existsSync(join(root, SERVICE))) {
      expect(synced).toMatchObject({
        exitCode: 3,
        out: expect.stringContaining(`${SERVICE} is app/services/memo.py`),
      });
      expect((await verb(root, 'check')).out).toContain(`${SERVICE} is app/services/memo.py`);
      put(root, { 'app/services/memo.py': `${read(root, 'app/services/memo.py')}\n\n# Bob was here too.\n` });
      rmSync(join(root, SERVICE));
    }
    expect(read(root, 'app/services/memo.py')).toContain('# Bob was here too.');
    expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
    expect(revisionsWith(root, '"size"')).toEqual([expect.stringMatching(/add_size_to_memos/)]);
    await isWhole(root);
  },
);

both(
  'one renames a resource and the other removes it: the table cannot go twice (%s merges)',
  async (who) => {
    const root = await project();
    await mergedBy(who, root, renames(root), does(root, 'Note', '--remove', '--allow-drop'));
    const { exitCode, err } = await verb(root, 'sync');
    expect([exitCode, err]).toEqual([
      3,
      expect.stringMatching(/^Note: one branch has renamed it to Memo, and the other has removed/),
    ]);
    expect((await verb(root, 'check')).out).toContain('Note: one branch has renamed it to Memo');
    follow(root, err);
    expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
    await isWhole(root);
    commitAll(root, 'Merge');
    expect(await verb(root, 'resource', 'Memo', '--remove', '--allow-drop')).toMatchObject({ exitCode: 0 });
  },
);

test.each([
  [
    'both rename it',
    ['Note', '--rename-to', 'Jot'],
    /^Note: one branch has renamed it to Memo, and the other to Jot/,
  ],
  [
    'one refers to it',
    ['Tag', 'label:str', 'note:ref:to=Note'],
    /^Tag refers to Note, which one branch has renamed to Memo/,
  ],
] as const)(
  'one branch renames a resource, and %s: what is said leads to one project',
  async (_, words, said) => {
    const root = await project();
    await branches(root, { ann: renames(root), bob: does(root, ...words) });
    for (const name of ['check', 'sync']) {
      const { exitCode, err } = await verb(root, name);
      expect([exitCode, err]).toEqual([3, expect.stringMatching(said)]);
    }
    const { err } = await verb(root, 'sync');
    follow(root, err);
    git(root, 'checkout', '--quiet', 'bob');
    const typed = /"fastapi-architect (resource [^"]+)"/.exec(err)?.[1] ?? '';
    expect(await verb(root, ...typed.split(' '))).toMatchObject({ exitCode: 0 });
    commitAll(root, 'Again');
    git(root, 'checkout', '--quiet', 'ann');
    gitStops(root, 'merge', '--quiet', 'bob');
    const collided = await verb(root, 'sync');
    expect([collided.exitCode, collided.err]).toEqual([
      3,
      expect.stringMatching(/^memos: both branches have a migration/),
    ]);
    git(root, ...(/delete it \("git ([^"]+)"/.exec(collided.err)?.[1] ?? '').split(' '));
    expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
    mergeHeads(root);
    expect(await verb(root, 'check')).toMatchObject({ exitCode: 0 });
  },
);

test('a rename that git keeps no branch for stays unfinished: nothing takes the old names for edits', async () => {
  const root = await project();
  await parted(root, {
    ann: renames(root),
    bob: async () => void edit(root, MODEL, 'class Note(', '# Bob was here.\nclass Note('),
  });
  gitStops(root, 'merge', '--squash', 'bob');
  const before = read(root, MEMO);
  expect(before).toContain('<<<<<<<');
  for (const [name, exitCode] of [
    ['check', 2],
    ['sync', 3],
  ] as const) {
    const ran = await verb(root, name);
    expect(ran).toMatchObject({ exitCode, out: expect.stringContaining(`unresolved conflict: ${MEMO}:`) });
    expect(ran.out).not.toMatch(/^ +merge/m);
  }
  expect(read(root, MEMO)).toBe(before);
});

test('one line that both users changed in their own way is theirs, and sync does the rest', async () => {
  const root = await project();
  const line = (text: string) => () =>
    void edit(root, SERVICE, 'from uuid import UUID\n', `from uuid import UUID\n\nOWN = "${text}"\n`);
  await branches(root, {
    ann: async () => {
      await does(root, 'Book', 'title:str')();
      line('Ann')();
    },
    bob: async () => {
      await does(root, 'Otter', 'age:int')();
      line('Bob')();
    },
  });
  expect((await verb(root, 'check')).out).toContain(`unresolved conflict: ${SERVICE}:`);
  const synced = await verb(root, 'sync');
  expect(synced).toMatchObject({
    exitCode: 3,
    out: expect.stringContaining('merge  app/routers/__init__.py'),
  });
  expect(synced.out).toContain(`unresolved conflict: ${SERVICE}:`);
  edit(root, SERVICE, read(root, SERVICE).match(/^<<<<<<<[^]*?^>>>>>>> .*\n/m)?.[0] ?? '', 'OWN = "both"\n');
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  await isWhole(root);
});
