import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profileIds } from '../proof/answers.ts';
import { put, tempFolder } from '../support/folder.ts';
import { HANG } from '../support/limits.ts';

const bin = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-architect.js');

/** Prints the libraries that are loaded. */
const watcher = `
const Module = require('node:module');
const load = Module._load;
Module._load = function (request, ...rest) {
  process.stderr.write('loads ' + request + '\\n');
  return load.call(this, request, ...rest);
};
`;

/** Returns the libraries that `new` loads. */
function loadedBy(...words: readonly string[]): string {
  const cwd = tempFolder();
  put(cwd, { 'watcher.cjs': watcher });
  const args = ['--require', './watcher.cjs', bin, 'new', 'shop', ...words, '--skip-install', '--skip-git'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: HANG });
  expect(status).toBe(0);
  return stderr;
}

/** The formatter takes 50 MB and more time than all the rest: templates are written so that a new project needs none. */
test.each(profileIds)('new %s loads no formatter', (profile) => {
  expect(loadedBy('--profile', profile, '--yes')).not.toContain('ruff');
});

test('a resource with a long name loads it', () => {
  const name = 'A'.padEnd(40, 'b');
  expect(loadedBy('--yes', '--resource', `${name} ${'c'.repeat(40)}:str`)).toContain('ruff');
});
