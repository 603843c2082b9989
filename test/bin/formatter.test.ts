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

/** The formatter takes 50 MB and more time than all the rest: templates are written so that a new project needs none. */
test.each(profileIds)('new %s loads no formatter', (profile) => {
  const cwd = tempFolder();
  put(cwd, { 'watcher.cjs': watcher });
  const words = ['new', 'shop', '--profile', profile, '--yes', '--skip-install', '--skip-git'];
  const { status, stderr } = spawnSync(process.execPath, ['--require', './watcher.cjs', bin, ...words], {
    cwd,
    encoding: 'utf8',
    timeout: HANG,
  });
  expect(status).toBe(0);
  expect(stderr).toContain('loads node:');
  expect(stderr).not.toContain('ruff');
});
