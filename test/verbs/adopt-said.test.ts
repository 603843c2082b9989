import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { edit, makeProject } from '../support/project.ts';
import { answering, run } from '../support/run.ts';

const STATE = '.fastapi-architect';
const clean = { exitCode: 0, out: 'nothing to do' };

function lose(root: string, ...paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path), { recursive: true, force: true });
}

describe('what nobody can know has to be said', () => {
  test('the specs of resources whose files are there', async () => {
    const root = await makeProject(['--resource', 'OrderItem amount:int', '--resource', 'Person name:str']);
    lose(root, STATE);
    const before = treeOf(root);
    const { exitCode, err } = await run(root, ['adopt']);
    expect([exitCode, err]).toEqual([
      1,
      expect.stringMatching(
        /^OrderItem, Person: [^\n]*--resource "OrderItem field:type…" --resource "Person/,
      ),
    ]);
    expect(await run(root, ['adopt', '--resource', 'Person name:str'])).toMatchObject({ exitCode: 1 });
    expect(treeOf(root)).toEqual(before);
    put(root, { '../said.txt': 'Person name:str\nOrderItem amount:int\n' });
    expect(await run(root, ['adopt', '--from', '../said.txt'])).toMatchObject({ exitCode: 0 });
    expect(await run(root, ['check'])).toMatchObject(clean);
  });

  test('unless it is meant that they are somebody’s own', async () => {
    const root = await makeProject();
    lose(root, STATE);
    expect(await run(root, ['adopt', '--force'])).toMatchObject({ exitCode: 0 });
    expect(await run(root, ['check'])).toMatchObject(clean);
    expect(read(root, 'app/dependencies.py')).toContain('"Note"');
  });

  test('the answers, in a terminal', async () => {
    const root = await makeProject(['--database', 'postgresql', '--no-example']);
    const answers = read(root, '.yo-rc.json');
    lose(root, STATE, '.yo-rc.json');
    put(root, { 'pyproject.toml': '[project]\nname = "shop"\ndescription = "A FastAPI backend."\n' });
    expect(await run(root, ['adopt'], answering({ database: ['postgresql'] }))).toMatchObject({
      exitCode: 0,
    });
    expect(read(root, '.yo-rc.json')).toBe(answers);
  });

  test.each([
    [
      'an answer that is known to be another',
      ['--database', 'postgresql'],
      /the project has sqlite; omit the flag/,
    ],
    ['a profile that there is not', ['--profile', 'nobody'], /nobody/],
    [
      'a spec that is known to be another',
      ['--resource', 'Note title:int'],
      /Note: its spec is already known: Note title/,
    ],
    ['a spec that is none', ['--resource', 'Tag'], /needs a field/],
    ['a file that is not there', ['--from', 'nowhere.txt'], /nowhere\.txt cannot be read/],
    ['a word', ['shop'], /adopt takes no argument; omit shop/],
  ])('%s: one line, exit 1, nothing written', async (_, words, message) => {
    const root = await makeProject();
    lose(root, `${STATE}/lock`);
    const before = treeOf(root);
    const { exitCode, err } = await run(root, ['adopt', ...words]);
    expect([exitCode, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err).not.toContain('\n');
    expect(treeOf(root)).toEqual(before);
  });

  test('a folder that is no project, and a state of a newer generator', async () => {
    expect(await run(tempFolder(), ['adopt'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no project found'),
    });
    const root = await makeProject();
    edit(root, `${STATE}/lock/note.json`, '"stateFormat": 1', '"stateFormat": 2');
    const before = treeOf(root);
    expect(await run(root, ['adopt'])).toMatchObject({ exitCode: 4, err: expect.stringContaining('newer') });
    expect(treeOf(root)).toEqual(before);
  });
});
