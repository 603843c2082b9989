import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read, treeOf } from '../support/folder.ts';
import { makeProject, withTable } from '../support/project.ts';
import { run } from '../support/run.ts';

const VERSIONS = 'alembic/versions';
const quick = ['--skip-install'];

/** The project as a version made it in which no table had a default for its timestamps. */
function aged(root: string): void {
  for (const unit of readdirSync(join(root, '.fastapi-architect/lock'))) {
    const path = `.fastapi-architect/lock/${unit}`;
    put(root, { [path]: read(root, path).replace(/\n {2}"tables": \d+,/, '') });
  }
}

/** Each revision with the one before it, in the order of the chain. */
function chainOf(root: string): readonly string[] {
  const files = readdirSync(join(root, VERSIONS)).filter((name) => name.endsWith('.py'));
  const texts = files.map((name) => [name, read(root, `${VERSIONS}/${name}`)] as const);
  const after = new Map(
    texts.map(([name, text]) => {
      const line = (key: string) =>
        new RegExp(`^${key}(?:: [^=]+)? = "?([^"\\n]+)"?$`, 'm').exec(text)?.[1] ?? '';
      return [line('down_revision'), { id: line('revision'), name }] as const;
    }),
  );
  const names: string[] = [];
  for (let next = after.get('None'); next; next = after.get(next.id)) names.push(next.name);
  expect(names).toHaveLength(files.length);
  return names.map((name) => name.replace(/^[\da-f]{12}_/, '').replace(/\.py$/, ''));
}

test('an upgrade brings what every table has today to older tables, once', async () => {
  const root = await makeProject();
  aged(root);
  expect(await run(root, ['check'])).toMatchObject({ exitCode: 2 });
  expect((await run(root, ['upgrade', ...quick])).out).toMatch(
    /create {2}alembic\/versions\/\w{12}_default_timestamps\.py/,
  );
  expect(chainOf(root)).toEqual(['create_notes', 'default_timestamps']);
  const after = treeOf(root);
  for (const verb of ['upgrade', 'check'])
    expect(await run(root, [verb])).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  expect(treeOf(root)).toEqual(after);
  await run(root, ['undo', ...quick]);
  expect(chainOf(root)).toEqual(['create_notes']);
});

test('a resource that is changed before takes that in first, and a new one has it', async () => {
  const root = await makeProject();
  aged(root);
  expect(await run(root, ['resource', 'Note', 'due:date:optional', ...quick])).toMatchObject({ exitCode: 0 });
  expect(await run(root, ['resource', 'Memo', 'text:str', ...quick])).toMatchObject({ exitCode: 0 });
  expect(chainOf(root)).toEqual(['create_notes', 'default_timestamps', 'add_due_to_notes', 'create_memos']);
  expect(await run(root, ['upgrade', ...quick])).toMatchObject({ exitCode: 0 });
  expect(chainOf(root)).toHaveLength(4);
});

test('a table that a new version brings is created after everything that is there', async () => {
  const root = await makeProject();
  const templates = withTable();
  expect(await run(root, ['upgrade', ...quick], undefined, templates)).toMatchObject({ exitCode: 0 });
  expect(chainOf(root)).toEqual(['create_notes', '0001_things_create_things']);
  expect(await run(root, ['upgrade'], undefined, templates)).toMatchObject({ out: 'nothing to do' });
  const fresh = await makeProject([], templates);
  expect(chainOf(fresh)).toEqual(['0001_things_create_things', 'create_notes']);
  expect(await run(fresh, ['upgrade'], undefined, templates)).toMatchObject({ out: 'nothing to do' });
});

test('migrations that their user has put together do not come back', async () => {
  const templates = withTable();
  const root = await makeProject([], templates);
  const names = Object.keys(treeOf(root)).filter((path) => path.startsWith(VERSIONS));
  put(root, { [`${VERSIONS}/0001_all.py`]: 'revision = "0001_all"\ndown_revision = None\n' });
  for (const path of names) rmSync(join(root, path));
  expect(await run(root, ['upgrade', ...quick], undefined, templates)).toMatchObject({ exitCode: 0 });
  expect(chainOf(root)).toEqual(['0001_all']);
});
