import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treeOf } from '../support/folder.ts';
import { edit, makeProject, nextTemplates } from '../support/project.ts';
import { run } from '../support/run.ts';
import { templatesFolder } from '../../src/package-root.ts';

const SPECS = '.fastapi-architect/resources';
const RESOURCES = ['Note title:str', 'Otter note:ref:to=Note', 'Zebra notes:many:to=Note'].flatMap((line) => [
  '--resource',
  line,
]);

test.each(['note', 'otter', 'zebra'])(
  'the spec of %s, deleted by hand, is pending whoever refers to it',
  async (gone) => {
    // The fixtures do not print what a resource refers to.
    const root = await makeProject(['--profile', 'layered', ...RESOURCES], templatesFolder);
    rmSync(join(root, SPECS, `${gone}.json`));
    const before = treeOf(root);
    const ran = await run(root, ['check'], undefined, templatesFolder);
    const line = new RegExp(`^${gone}: its spec was deleted.*"fastapi-architect sync"$`, 'im');
    expect(ran).toMatchObject({ exitCode: 2, err: '', out: expect.stringMatching(line) });
    expect(ran.out).not.toContain('remove');
    expect(treeOf(root)).toEqual(before);
  },
);

test('each spec that is not applied has its line', async () => {
  const root = await makeProject(RESOURCES);
  rmSync(join(root, SPECS, 'otter.json'));
  edit(root, `${SPECS}/note.json`, '"name": "title"', '"name": "heading"');
  const { exitCode, out } = await run(root, ['check']);
  expect(exitCode).toBe(2);
  expect(out).toMatch(/^Note: its spec was edited,.*\nOtter: its spec was deleted,/m);
});

test('a spec that refers to nothing is told as sync would tell it', async () => {
  const root = await makeProject(['--profile', 'layered', ...RESOURCES], templatesFolder);
  edit(root, `${SPECS}/otter.json`, '"to": "Note"', '"to": "Nobody"');
  const wanted = expect.stringMatching(
    /^\.fastapi-architect\/resources\/otter\.json: note:ref:to=Nobody refers to a resource that does not exist; /,
  );
  expect(await run(root, ['check'], undefined, templatesFolder)).toMatchObject({ exitCode: 4, err: wanted });
  expect(await run(root, ['sync'], undefined, templatesFolder)).toMatchObject({ exitCode: 4, err: wanted });
});

test('if an upgrade is all that is pending, check names the command', async () => {
  const root = await makeProject();
  const templates = nextTemplates({ edited: { 'mini/project/app/main.py': (text) => `# New.\n${text}` } });
  const { exitCode, out } = await run(root, ['check'], undefined, templates);
  expect([exitCode, out]).toEqual([
    2,
    expect.stringMatching(
      /update {2}app\/main\.py\n\nNext steps:\n {2}1\. fastapi-architect upgrade {2}# write these changes$/,
    ),
  ]);
  edit(root, `${SPECS}/note.json`, '"name": "title"', '"name": "heading"');
  expect((await run(root, ['check'], undefined, templates)).out).not.toContain('Next steps');
});
