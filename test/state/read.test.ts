import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readProjectFile } from '../../src/state/read.ts';
import { saidResources } from '../../src/change/said.ts';
import { put, tempFolder } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';

let root = '';
let outside = '';

beforeEach(() => {
  outside = tempFolder();
  put(outside, { 'secret.py': 'secret', 'app/main.py': 'secret' });
  root = join(outside, 'shop');
  put(root, { 'a.py': 'a' });
});

test('a file is read, by a link inside of the project too', () => {
  symlinkSync('a.py', join(root, 'b.py'));
  expect(readProjectFile(root, 'a.py')?.toString()).toBe('a');
  expect(readProjectFile(root, 'b.py')?.toString()).toBe('a');
});

test('a project that is reached by a link is one like any other', () => {
  symlinkSync(root, join(outside, 'link'));
  expect(readProjectFile(join(outside, 'link'), 'a.py')?.toString()).toBe('a');
});

test('what is no file is none', () => {
  mkdirSync(join(root, 'folder'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  for (const path of ['folder', 'dangling', 'loop', 'absent', 'a.py/b.py'])
    expect(readProjectFile(root, path), path).toBeUndefined();
});

test.each([
  ['../secret.py', 'c.py', 'c.py'],
  ['../app', 'app', 'app/main.py'],
  ['/dev/zero', 'c.py', 'c.py'],
  ['/proc/self/environ', 'c.py', 'c.py'],
  ['..', 'up', 'up/secret.py'],
])('a link to %s is not followed', (target, link, path) => {
  symlinkSync(target, join(root, link));
  expect(() => readProjectFile(root, path)).toThrow(
    expect.objectContaining({
      exitCode: 4,
      message: expect.stringContaining(`${path} is a link that leads out`),
    }),
  );
});

test.each([
  ['upgrade', '--diff'],
  ['check', '--json'],
  ['upgrade', '--on-conflict=mine'],
])('%s %s shows nothing of a file outside', async (...words) => {
  const project = await makeProject(['--yes']);
  rmSync(join(project, 'app/main.py'));
  symlinkSync(join(outside, 'secret.py'), join(project, 'app/main.py'));
  const { exitCode, out, err } = await run(project, words);
  expect(exitCode).toBe(4);
  expect(out + err).toContain('app/main.py is a link that leads out of the project');
  expect(out + err).not.toContain('secret\n');
});

test.each([
  [Buffer.from('Note name:str\nCafé name:str\n', 'latin1'), /--from list.txt: line 2: the text is not UTF-8/],
  [Buffer.from('\ufeffNote name:str\n', 'utf16le'), /--from list.txt: line 1: the text is not UTF-8/],
  [Buffer.from('# x\nNote "name:str\n'), /--from list.txt: line 2: .*not closed/],
])('a list of resources that cannot be read is refused with its line', (bytes, message) => {
  writeFileSync(join(root, 'list.txt'), bytes);
  expect(() => saidResources([], 'list.txt', root)).toThrow(message);
});
