import { expect, test } from 'vitest';
import { addResources, type ResourceRequest } from '../../src/actions/resource.ts';
import { put, read, treeOf } from '../support/folder.ts';
import { project, say, specFile, specOf, versions } from '../support/notes.ts';
import { fixtures } from '../support/run.ts';

/** Writes the spec as a user who edits it by hand. */
function edit(root: string, change: (fields: Record<string, unknown>[]) => unknown): void {
  const spec = JSON.parse(read(root, specFile)) as { fields: Record<string, unknown>[] };
  put(root, { [specFile]: JSON.stringify({ ...spec, fields: change(spec.fields) }) });
}

test('a spec edited by hand is compared with what was applied: an id says that a field is renamed', async () => {
  const root = await project();
  const count = versions(root).length;
  edit(root, (fields) => [
    ...fields.map((field) => (field['name'] === 'n' ? { ...field, name: 'count' } : field)),
    { name: 'extra', type: 'int', optional: true },
  ]);
  expect(await say(root, 'Note')).toMatchObject({ exitCode: 0 });
  expect(versions(root).length).toBe(count + 1);
  expect(specOf(root).fields.at(-1)).toMatchObject({
    name: 'extra',
    id: expect.stringMatching(/^[\da-f]{8}$/),
  });
  expect((await say(root, 'Note')).out).toBe('nothing to do');
});

const withoutId = (fields: Record<string, unknown>[]) =>
  fields.map((field) => (field['name'] === 'n' ? { name: 'count', type: 'int' } : field));

test('without an id nobody knows whether a field is renamed: the flags say it', async () => {
  const root = await project();
  const id = specOf(root).fields.at(-1)?.id;
  edit(root, withoutId);
  const before = treeOf(root);
  expect(await say(root, 'Note')).toMatchObject({
    exitCode: 3,
    err: 'Note: the spec no longer has n and now has count; type --rename n:count to keep its data, or --drop n --allow-drop',
  });
  expect(treeOf(root)).toEqual(before);
  expect((await say(root, 'Note', '--rename', 'n:title')).err).toBe(
    '--rename n:title: the edited spec has no new field of type int with this name',
  );
  expect(await say(root, 'Note', '--rename', 'n:count')).toMatchObject({ exitCode: 0 });
  expect(specOf(root).fields.at(-1)).toMatchObject({ name: 'count', id });
});

test('or that it is another field', async () => {
  const root = await project();
  const id = specOf(root).fields.at(-1)?.id;
  edit(root, withoutId);
  expect(await say(root, 'Note', '--drop', 'n')).toMatchObject({ exitCode: 3 });
  expect(await say(root, 'Note', '--drop', 'n', '--allow-drop')).toMatchObject({ exitCode: 0 });
  expect(specOf(root).fields.at(-1)?.id).not.toBe(id);
});

test.each([
  ['count', 0],
  ['', 3],
])('who is there is asked: %j', async (answer, code) => {
  const root = await project();
  const id = specOf(root).fields.at(-1)?.id;
  edit(root, withoutId);
  const request: ResourceRequest = { words: ['Note'], resources: [] };
  const switches = { force: false, dryRun: false, diff: false, skipInstall: true, skipGit: true };
  const asked: string[] = [];
  const choose = async (question: string) => {
    asked.push(question);
    return answer;
  };
  const context = { cwd: root, templates: fixtures, version: '0', say: () => {}, choose };
  const ran = await addResources(request, switches, context).then(
    () => 0,
    (error: unknown) => (error as { exitCode: number }).exitCode,
  );
  expect([ran, asked]).toEqual([code, ['The spec no longer has Note.n. Did you rename it?']]);
  if (code === 0) expect(specOf(root).fields.at(-1)?.id).toBe(id);
});

test('two fields with one id are told', async () => {
  const root = await project();
  edit(root, (fields) => [...fields, { ...fields[0], name: 'again' }]);
  const { exitCode, err } = await say(root, 'Note');
  expect([exitCode, err]).toEqual([
    4,
    `${specFile}: "title" and "again" have the same id; delete the "id" of the newer one; fix it, or restore it with "git checkout -- ${specFile}"`,
  ]);
});
