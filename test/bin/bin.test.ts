import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { templatesFolder } from '../../src/package-root.ts';
import { verbNames } from '../../src/shell/verbs.ts';
import { tempFolder, treeOf } from '../support/folder.ts';

const bin = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-architect.js');
const quick = ['--yes', '--skip-install', '--skip-git'];

function call(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    input: '',
  });
}

const profiles = readProfiles(templatesFolder).map(({ id }) => id);

test.each(profiles)('profile %s: a project, a resource, each layer again, nothing left to do', (profile) => {
  const cwd = tempFolder();
  const made = call(cwd, ['new', 'shop', '--profile', profile, ...quick]);
  expect([made.status, made.stderr]).toEqual([0, '']);
  const root = join(cwd, 'shop');
  const added = call(root, [
    'resource',
    'Invoice',
    'number:str:max=40:unique',
    'amount:decimal:precision=12:scale=2',
    ...quick.slice(0, 2),
  ]);
  expect([added.status, added.stderr]).toEqual([0, '']);
  const before = treeOf(root);
  const { layers, parts } = readProfiles(templatesFolder).find(({ id }) => id === profile) ?? {
    layers: [],
    parts: {},
  };
  for (const verb of [...layers, ...Object.keys(parts)]) {
    expect(call(root, [verb])).toMatchObject({ status: 0, stdout: 'nothing to do\n', stderr: '' });
  }
  expect(treeOf(root)).toEqual(before);
});

test('without a terminal a missing answer is named, and nothing hangs', () => {
  const cwd = tempFolder();
  expect(call(cwd, ['new', '--profile', 'layered'])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^\S[^\n]*new shop"\n$/),
  });
  expect(readdirSync(cwd)).toEqual([]);
});

test('a reader that goes away is no failure', () => {
  const line = `${JSON.stringify(process.execPath)} ${JSON.stringify(bin)} new shop --yes --diff | head -1`;
  const { stderr } = spawnSync('/bin/bash', ['-c', `set -o pipefail; ${line}`], {
    cwd: tempFolder(),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});

test('help is there without loading what only a verb needs', () => {
  // A module hook that refuses the heavy libraries: requiring or importing one fails.
  const heavy = '/^(yeoman|inquirer|execa|diff$|ejs|yaml|smol-toml|@astral-sh)/';
  const hook = `export const resolve = (name, context, next) =>
    ${heavy}.test(name) ? Promise.reject(new Error('loaded ' + name)) : next(name, context);`;
  const register = `import { Module, register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});
    const load = Module._load;
    Module._load = (name, ...more) => {
      if (${heavy}.test(name)) throw new Error('loaded ' + name);
      return load(name, ...more);
    };`;
  const preload = `data:text/javascript,${encodeURIComponent(register)}`;
  const help = (...more: readonly string[]) =>
    spawnSync(process.execPath, ['--import', preload, bin, ...more], { cwd: tempFolder(), encoding: 'utf8' });
  const { status, stdout, stderr } = help('--help');
  expect([status, stderr]).toEqual([0, '']);
  for (const name of verbNames())
    expect(stdout).toMatch(new RegExp(`^ *(fastapi-architect )?${name}\\b`, 'm'));
  // The hooks work: what a diff needs is refused.
  expect(help('new', 'shop', '--yes', '--diff').stderr).toMatch(/loaded diff/);
});

test('Ctrl-C while files are written: all of them or none', async () => {
  for (const delay of [60, 90, 120, 150, 200, 300]) {
    const cwd = tempFolder();
    const child = spawn(process.execPath, [bin, 'new', 'shop', ...quick], { cwd, stdio: 'ignore' });
    setTimeout(() => child.kill('SIGINT'), delay);
    await new Promise((resolve) => child.on('exit', resolve));
    const found = readdirSync(cwd);
    if (found.length === 0) continue;
    expect(found).toEqual(['shop']);
    expect(existsSync(join(cwd, 'shop', '.yo-rc.json'))).toBe(true);
  }
});

const shell = (cwd: string, script: string) =>
  spawnSync('/bin/bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE: process.execPath,
      BIN: bin,
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.org',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.org',
    },
  });

test.each(['', '2>&1'])('a reader that goes away %s does not end a run before its time', (streams) => {
  const cwd = tempFolder();
  const { stderr } = shell(
    cwd,
    `"$NODE" "$BIN" new shop --yes --skip-install ${streams} | head -1; exit "$PIPESTATUS"`,
  );
  expect(stderr).toBe('');
  expect(shell(join(cwd, 'shop'), 'git log --oneline').stdout).toMatch(/Start the project/);
});

test.each([
  ['check', 1],
  ['new shop --yes', 1],
  ['list --json', 1],
  ['--help', 0],
  ['constructor --help', 1],
])('%s in a folder that is gone says so in one line', (words, status) => {
  const found = shell(tempFolder(), `mkdir gone; cd gone; rmdir ../gone; "$NODE" "$BIN" ${words}`);
  expect(found.status).toBe(status);
  expect(found.stderr + found.stdout).not.toMatch(/ENOENT|\bat .*:\d+|bug/);
  if (status > 0) expect(found.stderr.split('\n').length).toBeLessThan(3);
});

test('of two runs that make one project, one says that the other was faster', () => {
  const cwd = tempFolder();
  const one = '"$NODE" "$BIN" new shop --yes --skip-install --skip-git';
  const { stdout } = shell(
    cwd,
    `(${one} >a 2>&1; echo $?) & (${one} --profile api-v1 >b 2>&1; echo $?) & wait`,
  );
  expect(stdout.trim().split('\n').toSorted()).toEqual(['0', '1']);
  const { stdout: told } = shell(cwd, 'cat a b; ls -A');
  expect(told).toMatch(/another run has created (a project|this folder)|is already a project/);
  expect(told).not.toMatch(/\.tmp/);
  expect(call(join(cwd, 'shop'), ['check'])).toMatchObject({ status: 0 });
});
