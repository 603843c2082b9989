import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { edit, makeProject, nextTemplates, withTable } from '../support/project.ts';
import { run, type Ran } from '../support/run.ts';
import { VERSIONS, branches, commitAll, git, mergeHeads } from '../support/team.ts';

const THINGS = `${VERSIONS}/0001_things_create_things.py`;
const MAIN = 'app/main.py';

/** A verb of the version that everybody has now. */
const verb = (root: string, templates: string, ...words: readonly string[]): Promise<Ran> =>
  run(root, [...words, ...(words[0] === 'check' ? [] : ['--skip-install'])], undefined, templates);

const upgrade = (root: string, templates: string) => async (): Promise<void> =>
  expect(await verb(root, templates, 'upgrade')).toMatchObject({ exitCode: 0 });

const revision = (root: string): string => {
  const name = readdirSync(join(root, VERSIONS)).find((each) => each.endsWith('_create_notes.py'));
  return name?.slice(0, 12) ?? '';
};

test.each([
  ['both before they upgrade', ['own', 'upgrade'], ['own', 'upgrade'], 'ann'],
  ['one before, one after', ['upgrade', 'own'], ['own', 'upgrade'], 'notes'],
  ['one after, one before', ['own', 'upgrade'], ['upgrade', 'own'], 'ann'],
] as const)('two branches that upgrade with migrations of their own, %s', async (_, anns, bobs, parent) => {
  const root = await makeProject();
  const templates = withTable();
  const notes = revision(root);
  const does = (who: string, steps: readonly string[]) => async () => {
    let head = notes;
    for (const step of steps) {
      if (step === 'upgrade') await upgrade(root, templates)();
      else put(root, { [`${VERSIONS}/${who}.py`]: `revision = "${who}"\ndown_revision = "${head}"\n` });
      head = step === 'upgrade' ? '0001_things' : who;
    }
  };
  await branches(root, { ann: does('ann', anns), bob: does('bob', bobs) });
  expect(read(root, THINGS)).toContain('<<<<<<<');
  const before = treeOf(root);
  const { exitCode, out } = await verb(root, templates, 'check');
  expect([exitCode, out]).toEqual([
    2,
    expect.stringContaining(`${THINGS} has git conflict markers: run "fastapi-architect sync"`),
  ]);
  expect((await verb(root, templates, 'sync', '--dry-run')).exitCode).toBe(0);
  expect(treeOf(root)).toEqual(before);
  const synced = await verb(root, templates, 'sync');
  expect(synced).toMatchObject({ exitCode: 0, err: '' });
  expect(synced.out).toContain(`"alembic downgrade ${notes}"`);
  expect(read(root, THINGS)).toContain(`down_revision = "${parent === 'notes' ? notes : parent}"`);
  if (synced.out.includes('heads')) mergeHeads(root);
  for (const name of ['check', 'sync'])
    expect(await verb(root, templates, name)).toMatchObject({
      exitCode: 0,
      out: 'nothing to do',
    });
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--no-edit');
  expect(await verb(root, templates, 'upgrade')).toMatchObject({ out: 'nothing to do' });
});

test('a migration that its users have also changed is theirs to put together', async () => {
  const root = await makeProject();
  const templates = withTable();
  const does = (who: string) => async () => {
    put(root, { [`${VERSIONS}/${who}.py`]: `revision = "${who}"\ndown_revision = "${revision(root)}"\n` });
    await upgrade(root, templates)();
    edit(root, THINGS, '"things",', `"things",\n    # ${who}`);
  };
  await branches(root, { ann: does('ann'), bob: does('bob') });
  for (const [name, code] of [
    ['check', 2],
    ['sync', 3],
  ] as const)
    expect(await verb(root, templates, name)).toMatchObject({
      exitCode: code,
      out: expect.stringContaining(`unresolved conflict: ${THINGS}:`),
    });
});

/** Ann upgrades, Bob edits the line beside, and git leaves markers where the structure has none. */
async function tornMain(templates: string): Promise<string> {
  const root = await makeProject();
  const begin = read(root, MAIN);
  await branches(root, {
    ann: upgrade(root, templates),
    bob: async () => put(root, { [MAIN]: begin.replace('print(', 'import bob  # noqa\n\nprint(') }),
  });
  expect(read(root, MAIN)).toContain('<<<<<<<');
  return root;
}

const newer = (line: string): string =>
  nextTemplates({
    edited: { 'mini/project/app/main.py': (text) => text.replace('print(', `${line}\n\nprint(`) },
  });

test('sync puts together what git has torn in a file of the project, as check says', async () => {
  const templates = newer('import ann  # noqa');
  const root = await tornMain(templates);
  const { exitCode, out } = await verb(root, templates, 'check');
  expect([exitCode, out]).toEqual([2, expect.stringContaining(`merge  ${MAIN}`)]);
  expect(out).not.toContain('unfinished');
  expect(await verb(root, templates, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  for (const text of ['import ann', 'import bob', 'print('])
    expect(read(root, MAIN).split(text)).toHaveLength(2);
  commitAll(root, 'Merge');
  expect(await verb(root, templates, 'check')).toMatchObject({ exitCode: 0, out: 'nothing to do' });
});

test('what only a newer version could put together, check does not call a merge', async () => {
  const templates = newer('import ann  # noqa');
  const root = await tornMain(templates);
  const path = '.fastapi-architect/lock/_project.json';
  put(root, { [path]: read(root, path).replaceAll(/"generator":"[^"]+"/g, '"generator":"0.0.1"') });
  const { exitCode, out } = await verb(root, templates, 'check');
  expect([exitCode, out]).toEqual([2, expect.stringContaining(`unresolved conflict: ${MAIN}:`)]);
  expect(out).not.toMatch(/^ +merge/m);
  expect(await verb(root, templates, 'sync')).toMatchObject({ exitCode: 3 });
  expect(read(root, MAIN)).toContain('<<<<<<<');
});

test('an undo brings markers of git back only as long as they are not committed as resolved', async () => {
  const templates = newer('import ann  # noqa');
  const root = await tornMain(templates);
  const torn = read(root, MAIN);
  expect(await verb(root, templates, 'sync')).toMatchObject({ exitCode: 0 });
  expect(await verb(root, templates, 'undo')).toMatchObject({ exitCode: 0 });
  expect(read(root, MAIN)).toBe(torn);
  expect(await verb(root, templates, 'sync')).toMatchObject({ exitCode: 0 });
  commitAll(root, 'Merge');
  const before = treeOf(root);
  for (const more of [[], ['--dry-run']])
    expect(await verb(root, templates, 'undo', ...more)).toMatchObject({
      exitCode: 4,
      err: expect.stringMatching(/had git conflict markers before the last run/),
    });
  expect(treeOf(root)).toEqual(before);
});
