import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, renameSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { git, pathOutside, safeEnvironment } from '../../src/programs/git.ts';
import { projectPython } from '../../src/programs/project-python.ts';
import { tracking } from '../../src/programs/repository.ts';
import { silentRun } from '../../src/programs/silent-run.ts';
import { put, tempFolder } from '../support/folder.ts';

let root = '';
/** Is there once a program of the repository has run. */
let trace = '';

const own = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

function program(path: string): string {
  put(root, { [path]: `#!/bin/sh\ntouch "${trace}"\n` });
  chmodSync(join(root, path), 0o755);
  return join(root, path);
}

beforeEach(() => {
  root = tempFolder();
  trace = join(tempFolder(), 'trace');
  own('init', '--quiet');
  put(root, { 'a.py': 'a\n' });
  own('add', '--all');
  own('commit', '--quiet', '--message', 'a');
});

afterEach(() => vi.unstubAllEnvs());

/** Signs the last commit with what is no signature, so that whoever looks at it asks the program for signatures. */
function signLastCommit(): void {
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
  const text = own('cat-file', 'commit', 'HEAD').replace(/^(committer .*)$/m, `$1\n${signature}`);
  const file = join(tempFolder(), 'commit');
  put(file, { text: `${text}\n` });
  own('update-ref', 'HEAD', own('hash-object', '-t', 'commit', '-w', join(file, 'text')));
}

const reads: readonly (readonly string[])[] = [
  ['log', '--reverse', '--format=%H', '--', 'a.py'],
  ['cat-file', 'blob', 'HEAD:./a.py'],
  ['ls-tree', '--name-only', 'HEAD'],
  ['ls-files', '-z', '--', 'a.py'],
];

/** What a configuration can name a program with. */
const hostile: Readonly<Record<string, (path: string) => readonly (readonly [string, string])[]>> = {
  'a file system monitor': (path) => [['core.fsmonitor', path]],
  'a program for signatures': (path) => [
    ['log.showSignature', 'true'],
    ['gpg.program', path],
  ],
  'a pager': (path) => [
    ['core.pager', path],
    ['pager.log', 'true'],
  ],
  'a differ': (path) => [['diff.external', path]],
  'a textconv': (path) => [['diff.x.textconv', path]],
  'a folder of hooks': (path) => [['core.hooksPath', join(path, '..')]],
  'a remote that is asked for what is missing': (path) => [
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::${path}`],
    ['protocol.ext.allow', 'always'],
  ],
};

test.each(Object.entries(hostile))('%s of the repository is not run', (_, settings) => {
  const path = program('tools/evil');
  put(root, { '.gitattributes': '* diff=x\n' });
  signLastCommit();
  for (const [key, value] of settings(path)) own('config', key, value);
  for (const words of reads) expect(git(root, ...words)?.toString()).not.toBe('');
  expect(git(root, 'cat-file', 'blob', '1'.repeat(40))).toBeUndefined();
  expect(existsSync(trace)).toBe(false);
});

test('a folder that is a bare repository is none', () => {
  const inner = join(root, 'inner');
  execFileSync('git', ['init', '--quiet', '--bare', inner]);
  execFileSync('git', ['config', 'core.fsmonitor', program('tools/evil')], { cwd: inner });
  for (const words of reads) expect(git(inner, ...words)).toBeUndefined();
  expect(existsSync(trace)).toBe(false);
});

test.each([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_EXTERNAL_DIFF',
  'GIT_SSH_COMMAND',
  'GIT_PAGER',
])('%s of the shell says nothing to git', async (name) => {
  vi.stubEnv(name, '/nowhere');
  expect(safeEnvironment(root)[name]).toBeUndefined();
  expect(tracking(root, 'a.py')).toBe('tracked');
  expect((await silentRun('git', ['rev-parse', '--is-inside-work-tree'], root)).ok).toBe(true);
});

test('who commits is still known', () => {
  vi.stubEnv('GIT_AUTHOR_NAME', 'Ann');
  expect(safeEnvironment(root)['GIT_AUTHOR_NAME']).toBe('Ann');
});

test('programs are looked for neither in the project nor in the current folder', () => {
  const folders = ['', '.', 'bin', '/usr/bin', join(root, 'bin'), root, join(root, '..', 'bin')];
  expect(pathOutside(root, folders.join(delimiter)).split(delimiter)).toEqual([
    '/usr/bin',
    join(root, '..', 'bin'),
  ]);
});

test.each(['git', 'uv', 'python3'])('a %s of the repository is not run', async (name) => {
  program(`bin/${name}`);
  program(name);
  vi.stubEnv('PATH', ['bin', '', '.', join(root, 'bin'), process.env['PATH']].join(delimiter));
  await silentRun(name, ['--version'], root);
  git(root, 'log');
  expect(existsSync(trace)).toBe(false);
});

const PYTHON = '.venv/bin/python';

test('an interpreter that git does not track is the one', () => {
  expect(projectPython(root)).toEqual({});
  const python = program(PYTHON);
  expect(projectPython(root)).toEqual({ python });
});

/** Ways to bring an interpreter along. */
const brought: Readonly<Record<string, () => void>> = {
  'is committed': () => {
    program(PYTHON);
    own('add', '--all', '--force');
  },
  'is in a folder of which something else is committed': () => {
    program(PYTHON);
    put(root, { '.venv/lib/python3.12/site-packages/x.pth': 'import x' });
    own('add', '--force', '.venv/lib');
  },
  'is behind a committed link': () => {
    program('tools/bin/python');
    symlinkSync('tools', join(root, '.venv'));
    own('add', '--all', '--force');
  },
  'is committed in other letters': () => {
    program('.VENV/bin/python');
    own('add', '--all', '--force');
    renameSync(join(root, '.VENV'), join(root, '.venv'));
  },
};

test.each(Object.entries(brought))('an interpreter that %s is refused and named', (_, bring) => {
  bring();
  expect(projectPython(root)).toEqual({ fault: expect.stringMatching(/git tracks \.venv/) });
});

test('where git does not answer what it tracks, the interpreter is not run', () => {
  program(PYTHON);
  put(root, { '.git/HEAD': 'nonsense' });
  expect(projectPython(root)).toEqual({ fault: expect.stringMatching(/git does not answer/) });
});
