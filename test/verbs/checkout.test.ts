import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import { makeProject, nextTemplates } from '../support/project.ts';
import { run } from '../support/run.ts';

const MODEL = 'app/models/note.py';
const CLASS = 'mini/layers/model/app/models/_resource_.py.ejs';
const quick = ['--skip-install'];
const clean = { exitCode: 0, out: 'nothing to do', err: '' };
const newer = () =>
  nextTemplates({ edited: { [CLASS]: (text) => text.replace('class ', '# Made anew.\nclass ') } });

function git(cwd: string, ...words: readonly string[]): void {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'core.safecrlf=false'];
  execFileSync('git', [...who, ...words], { cwd, stdio: 'pipe' });
}

const timesOf = (root: string): readonly number[] =>
  Object.keys(treeOf(root)).map((path) => statSync(join(root, path)).mtimeMs);

/** The project as git gives it to somebody who wants the line ends of Windows. */
function checkedOut(root: string): string {
  git(root, 'init', '--quiet');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'x');
  const folder = tempFolder();
  git(
    folder,
    '-c',
    'core.autocrlf=true',
    'clone',
    '--quiet',
    '--config',
    'core.autocrlf=true',
    root,
    'there',
  );
  return join(folder, 'there');
}

test('nothing changed: not a byte and not a time of any file, lock and answers included', async () => {
  const root = await makeProject();
  const [before, times] = [treeOf(root), timesOf(root)];
  for (const verb of ['upgrade', 'sync', 'model', 'check', 'adopt', 'resolve'])
    expect(await run(root, [verb])).toMatchObject(clean);
  expect([treeOf(root), timesOf(root)]).toEqual([before, times]);
});

describe('a whole project that git has checked out with other line ends', () => {
  test('is the same project: not a byte and not a time, lock and answers included', async () => {
    const root = checkedOut(await makeProject());
    for (const path of [MODEL, '.fastapi-architect/lock/note.json', '.yo-rc.json'])
      expect(read(root, path)).toContain('\r\n');
    const [before, times] = [treeOf(root), timesOf(root)];
    for (const verb of ['upgrade', 'sync', 'model', 'check', 'adopt', 'resolve'])
      expect([verb, await run(root, [verb])]).toMatchObject([verb, clean]);
    expect(await run(root, ['resource', 'Note', 'title:str:max=200'])).toMatchObject(clean);
    expect([treeOf(root), timesOf(root)]).toEqual([before, times]);
  });

  test('takes in what is new, edited or not, and keeps its line ends', async () => {
    const first = await makeProject();
    put(first, { [MODEL]: `${read(first, MODEL)}\n\nMINE = 1\n` });
    const root = checkedOut(first);
    expect(await run(root, ['upgrade', ...quick], undefined, newer())).toMatchObject({ exitCode: 0 });
    expect(read(root, MODEL)).toMatch(/^# Made anew\.\r\nclass Note:[^]*\r\nMINE = 1\r\n$/);
    expect(read(root, MODEL)).not.toMatch(/[^\r]\n/);
    expect(await run(root, ['resource', 'Note', 'more:int:optional', ...quick])).toMatchObject({
      exitCode: 0,
    });
    expect(read(root, MODEL)).not.toMatch(/[^\r]\n/);
  });
});

/** Bytes that are no UTF-8, as an editor on an old machine leaves them. */
const LATIN = Buffer.from('# M\u00fcller\nclass Note:\n    pass\n', 'latin1');
const BINARY = Buffer.from([0, 255, 254, 0, 137, 80, 78, 71]);

function write(root: string, path: string, bytes: Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

describe.each([
  ['text that is no UTF-8', LATIN],
  ['binary content', BINARY],
])('%s where a generated file was', (_, bytes) => {
  test('is told as a conflict, and not a byte is another', async () => {
    const root = await makeProject();
    write(root, MODEL, bytes);
    const before = treeOf(root);
    const ran = await run(root, ['upgrade'], undefined, newer());
    expect([ran.exitCode, ran.err]).toEqual([3, expect.stringContaining(MODEL)]);
    expect(treeOf(root)).toEqual(before);
    expect(await run(root, ['upgrade'])).toMatchObject(clean);
  });

  test.each(['mine', 'markers', 'sidecar'])('stays whole with --on-conflict=%s', async (policy) => {
    const root = await makeProject();
    write(root, MODEL, bytes);
    await run(root, ['upgrade', `--on-conflict=${policy}`, ...quick], undefined, newer());
    expect(readFileSync(join(root, MODEL))).toEqual(bytes);
  });

  test('stays whole where the generator puts the file elsewhere, or its user does', async () => {
    const root = await makeProject();
    write(root, 'extra.py', bytes);
    const moved = { folder: 'blocks/extra', from: 'project/extra.py', to: 'project/lib/extra.py' };
    await run(root, ['upgrade', ...quick], undefined, nextTemplates({ moved }));
    expect(readFileSync(join(root, 'lib/extra.py'))).toEqual(bytes);
    const other = await makeProject();
    write(other, MODEL, bytes);
    await run(other, ['move', MODEL, 'app/mine.py']);
    expect(readFileSync(join(other, 'app/mine.py'))).toEqual(bytes);
  });
});

test('a file that the generator puts elsewhere keeps its mode', async () => {
  const root = await makeProject();
  put(root, { 'extra.py': `${read(root, 'extra.py')}mine = True\n` });
  execFileSync('chmod', ['755', join(root, 'extra.py')]);
  const moved = { folder: 'blocks/extra', from: 'project/extra.py', to: 'project/lib/extra.py' };
  await run(root, ['upgrade', ...quick], undefined, nextTemplates({ moved }));
  expect(statSync(join(root, 'lib/extra.py')).mode & 0o777).toBe(0o755);
});
