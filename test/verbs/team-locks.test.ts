import { expect, test } from 'vitest';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import {
  branches,
  does,
  fieldsIn,
  git,
  isWhole,
  mergeHeads,
  parted,
  project,
  revisionsIn,
  verb,
} from '../support/team.ts';

test('it does not matter where in a lock git puts the migrations of each', async () => {
  for (const [field, index] of [
    ['size:int', 'size:int:index'],
    ['rank:int', 'rank:int:index'],
    ['page:int', 'page:int:index'],
  ]) {
    const root = await makeProject(['--yes', '--resource', `Note title:str ${field}`], templates);
    const [name = ''] = (field ?? '').split(':');
    await branches(root, {
      ann: does(root, 'Note', '--rename', `${name}:length`),
      bob: does(root, 'Note', index ?? ''),
    });
    expect(await verb(root, 'sync')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining(`notes.${name}: `),
    });
  }
});

test.each(['--ours', '--theirs'])('locks that were resolved with %s forget no migration', async (side) => {
  const root = await project();
  await branches(root, {
    ann: does(root, 'Note', 'size:int'),
    bob: does(root, 'Note', 'weight:int'),
  });
  git(root, 'checkout', side, '--', '.fastapi-architect/lock');
  git(root, 'add', '.fastapi-architect/lock');
  const before = revisionsIn(root);
  expect(await verb(root, 'sync')).toMatchObject({ exitCode: 0, err: '' });
  expect(revisionsIn(root)).toEqual(before);
  expect(fieldsIn(root)).toEqual(expect.arrayContaining(['size', 'weight']));
  await isWhole(root);
});

test('a merge that took one side has the field of the other in the database: sync says so', async () => {
  const root = await project();
  await parted(root, { ann: does(root, 'Note', 'size:int'), bob: does(root, 'Note', 'weight:int') });
  git(root, 'merge', '--quiet', '-X', 'ours', 'bob');
  expect((await verb(root, 'check')).out).toMatch(/^alembic\/versions\/\w+\.py is missing in the lock/);
  mergeHeads(root);
  expect(await verb(root, 'sync')).toMatchObject({
    exitCode: 3,
    err: expect.stringMatching(/^notes\.weight: /),
  });
});
