import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { templatesFolder } from '../../src/package-root.ts';
import { put } from '../support/folder.ts';
import { fixtures, run } from '../support/run.ts';
import { kinds, makeProgram, type Kind, type Scene } from './kinds.ts';

/** Every verb, and the ways to ask it. All of them end without a question. */
const verbs: readonly (readonly string[])[] = [
  ['check'],
  ['list'],
  ['doctor'],
  ['upgrade', '--on-conflict=markers'],
  ['attach', 'app/main.py', '--dry-run'],
  ['sync'],
  ['resolve'],
  ['undo'],
  ['adopt'],
  ['detach', 'app/main.py'],
  ['move', 'app/main.py', 'app/moved.py'],
  ['resource', 'Tag', 'label:str'],
  ['resource', 'Note', '--remove', '--allow-drop'],
  ['model'],
  ['new', '.', '--force', '--yes'],
  ['new', 'inner', '--yes', '--skip-install', '--skip-git'],
];

const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'init.defaultBranch=main'];
const gitIn = (cwd: string, ...words: readonly string[]): string =>
  execFileSync('git', [...author, ...words], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Projects to make hostile: a small one for all verbs, and one that has rules for `review`. */
const bases = { small: fixtures, reviewed: templatesFolder } as const;

let base = '';

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'fastapi-architect-hostile-'));
  const flags = ['--yes', '--resource', 'Note title:str:max=80', '--skip-install', '--skip-git'];
  for (const [name, templates] of Object.entries(bases))
    await run(base, ['new', name, ...flags], undefined, templates);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** All that is below a folder: bytes, targets of links, modes. */
function everythingIn(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const mode = lstatSync(path).mode.toString(8);
      if (entry.isSymbolicLink()) return [path, `${mode} ${readlinkSync(path)}`];
      return [path, entry.isFile() ? `${mode} ${readFileSync(path, 'base64')}` : mode];
    }),
  );
}

interface Clone extends Scene {
  /** Is there once a program of the repository has run. */
  readonly trace: string;
}

/** A clone of a hostile repository, in a folder that has its user's things beside it. */
function cloneOf({ plant, configure }: Kind, place: string, name: keyof typeof bases): Clone {
  const outside = join(place, 'outside');
  const trace = join(place, 'trace');
  put(outside, {
    secret: 'TOPSECRET\n',
    'models/note.py': 'TOPSECRET\n',
    'tx/0': 'x',
    '1600000000000/0': 'x',
  });
  const origin = join(place, 'origin');
  cpSync(join(base, name), origin, { recursive: true });
  rmSync(join(origin, '.fastapi-architect', '.gitignore'), { force: true });
  const scene = { root: origin, outside, program: (path: string) => makeProgram(origin, path, trace) };
  // Git refuses to add what is in a folder with the files of a bare repository, and so commits from beside it.
  gitIn(place, 'init', '--quiet', '--template=', origin);
  plant?.(scene);
  const inOrigin = ['--git-dir', join(origin, '.git'), '--work-tree', origin];
  gitIn(place, ...inOrigin, 'add', '--all', '--force');
  gitIn(place, ...inOrigin, 'commit', '--quiet', '--message', 'Start');
  const root = join(place, 'shop');
  gitIn(place, 'clone', '--quiet', '--template=', origin, root);
  const clone = { ...scene, root, program: (path: string) => makeProgram(root, path, trace) };
  configure?.(clone, (...words) => gitIn(root, ...words));
  return { ...clone, trace };
}

/** `review` runs the rules of the project, and nothing else of it. */
const reviewedKinds = [
  ['an interpreter', /git tracks \.venv/],
  ['programs in its folders', /rules, no findings/],
  ['an archive with settings of git', /rules, no findings/],
  ['an archive without a repository that git can read', /git does not answer/],
] as const;

/** Characters that do something to a terminal. */
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Runs a verb in a copy of a hostile clone, and returns what it told. */
async function expectNothing(
  { root: clone, outside, trace }: Clone,
  words: readonly string[],
  templates: string,
) {
  const at = mkdtempSync(join(outside, '..', 'run-'));
  const root = join(at, 'shop');
  cpSync(clone, root, { recursive: true, verbatimSymlinks: true });
  // Where there is a project already, `new` looks no further.
  if (words[1] === '.') rmSync(join(root, '.yo-rc.json'));
  vi.stubEnv('XDG_STATE_HOME', join(at, 'state'));
  const own = join(root, words[1] === 'inner' ? 'inner' : '', 'bin');
  const folders = ['', '.', 'bin', 'node_modules/.bin', own, process.env['PATH']];
  vi.stubEnv('PATH', folders.join(delimiter));
  const around = () => ({ outside: everythingIn(outside), git: everythingIn(join(root, '.git')) });
  const before = around();
  const { exitCode, out, err } = await run(root, words, undefined, templates);
  const told = `${out}\n${err}`;
  expect(around()).toEqual(before);
  expect(readdirSync(at).filter((name) => !['shop', 'state'].includes(name))).toEqual([]);
  expect(existsSync(trace), 'a program of the repository has run').toBe(false);
  expect(existsSync(join(root, 'app/evil.py'))).toBe(false);
  expect(told).not.toMatch(/TOPSECRET|bug in the generator/);
  expect(told).not.toMatch(DANGEROUS);
  expect([0, 1, 2, 3, 4]).toContain(exitCode);
  return told;
}

function inPlace<T>(act: (place: string) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'fastapi-architect-hostile-'));
  return act(place).finally(() => rmSync(place, { recursive: true, force: true }));
}

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  const said: string[] = [];
  let place = '';
  let clone: Clone;

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'fastapi-architect-hostile-'));
    clone = cloneOf(kind, place, 'small');
  });

  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test.each(verbs.map((words) => [words.join(' '), words] as const))(
    'gets nothing from %s',
    async (__, words) => {
      said.push(await expectNothing(clone, words, fixtures));
    },
  );

  const { told } = kind;
  if (told) test('is named', () => expect(said.join('\n')).toMatch(told));
});

test.each(reviewedKinds)('%s gets nothing from review', (name, told) =>
  inPlace(async (place) => {
    const clone = cloneOf(kinds[name] as Kind, place, 'reviewed');
    expect(await expectNothing(clone, ['review'], templatesFolder)).toMatch(told);
  }),
);

test('every verb is among them', async () => {
  const { verbNames } = await import('../../src/shell/verbs.ts');
  const asked = new Set([...verbs.map(([verb]) => verb), 'review']);
  expect(verbNames().filter((name) => !asked.has(name))).toEqual([]);
  expect(Object.keys(kinds).length * verbs.length).toBeGreaterThan(40);
});
