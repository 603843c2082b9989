import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packedFolder } from '../proof/package.ts';
import { put, treeOf } from '../support/folder.ts';

const checkout = join(import.meta.dirname, '..', '..');
const yo = join(checkout, 'node_modules', 'yo', 'lib', 'cli.js');
const quick = ['--skip-install', '--skip-git'];

let folder = '';

/** What would be published, installed with nothing but what it declares, in a folder where files may be changed. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-e2e-'));
  cpSync(await packedFolder(), folder, { recursive: true, verbatimSymlinks: true });
  openToAll(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Called as root, yo becomes user 1000, who must be able to write where it runs. */
function openToAll(path: string): void {
  if (process.getuid?.() === 0) execFileSync('chmod', ['-R', 'a+rwX', path]);
}

function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777);
  return path;
}

function call(cwd: string, command: string, args: readonly string[]) {
  const env = { ...process.env, HOME: place('home'), NO_UPDATE_NOTIFIER: '1', CI: 'true' };
  return spawnSync(process.execPath, [command, ...args], { cwd, env, encoding: 'utf8', input: '' });
}

const bin = () =>
  join(folder, 'node_modules', 'generator-fastapi-architect', 'dist', 'bin', 'fastapi-architect.js');

test('yo finds the generator and all of its verbs', () => {
  const { stdout } = call(place('empty'), yo, ['--generators']);
  const ours = stdout.slice(stdout.indexOf('fastapi-architect')).split(/\\n\\s*\\n/)[0];
  for (const verb of [
    'resource',
    'list',
    'sync',
    'upgrade',
    'check',
    'resolve',
    'move',
    'detach',
    'attach',
    'adopt',
    'undo',
    'model',
    'schema',
    'repository',
    'service',
    'router',
    'task',
    'test',
    'config',
    'deps',
  ]) {
    expect(ours).toMatch(new RegExp(`^\\s+${verb}$`, 'm'));
  }
});

test('yo and our own bin make the same bytes', () => {
  const [byYo, byBin] = [place('by-yo'), place('by-bin')];
  const first = ['shop', '--yes', '--description', 'It "sells".', ...quick];
  const second = [
    'Invoice',
    'number:str:max=40:unique',
    'amount:decimal:precision=12:scale=2',
    '--skip-install',
  ];
  // The flags stand before the name on purpose: Yeoman's own parser would swallow it.
  const swallowed = [...first.slice(1), 'shop'];
  expect(call(byYo, yo, ['fastapi-architect', ...swallowed])).toMatchObject({ status: 0 });
  openToAll(byYo);
  expect(call(join(byYo, 'shop', 'app'), yo, ['fastapi-architect:resource', ...second])).toMatchObject({
    status: 0,
  });
  expect(call(byBin, bin(), ['new', ...first])).toMatchObject({ status: 0, stderr: '' });
  expect(call(join(byBin, 'shop', 'app'), bin(), ['resource', ...second])).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(Object.keys(treeOf(byYo)).length).toBeGreaterThan(40);
  expect(treeOf(byYo)).toEqual(treeOf(byBin));
});

test('a layer through yo has nothing to do after that', () => {
  const cwd = join(folder, 'by-bin-copy');
  cpSync(join(folder, 'by-bin', 'shop'), cwd, { recursive: true });
  openToAll(cwd);
  const before = treeOf(cwd);
  const { status, stdout, stderr } = call(cwd, yo, ['fastapi-architect:service', 'Invoice']);
  expect([status, (stdout + stderr).includes('nothing to do')]).toEqual([0, true]);
  expect(treeOf(cwd)).toEqual(before);
});

test('what was published merges what is new into an edited file', () => {
  const cwd = join(folder, 'by-bin-merged');
  cpSync(join(folder, 'by-bin', 'shop'), cwd, { recursive: true });
  const model = join(cwd, 'app', 'models', 'invoice.py');
  // In the very gap where the new column goes: only who knows the structure can tell what to do.
  const lines = readFileSync(model, 'utf8').trimEnd().split('\n');
  writeFileSync(model, `${[...lines, '    # Mine.', '    mine: int = 1'].join('\n')}\n`);
  openToAll(cwd);
  const args = ['fastapi-architect:resource', 'Invoice', 'due_on:date:optional', '--skip-install'];
  const { status, stdout, stderr } = call(cwd, yo, args);
  expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/merge {2}app\/models\/invoice\.py/)]);
  expect(readFileSync(model, 'utf8')).toMatch(/due_on: [^]*# Mine\.\n {4}mine: int = 1\n$/);
});

test('help through yo is ours, and an error has one line and a code', () => {
  const cwd = place('errors');
  const help = call(cwd, yo, ['fastapi-architect:resource', '--help']);
  expect([help.status, help.stdout]).toEqual([
    0,
    expect.stringContaining('yo fastapi-architect:resource Invoice'),
  ]);
  const missing = call(cwd, yo, ['fastapi-architect', '--profile', 'layered']);
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('name is missing')]);
  const dry = call(cwd, yo, ['fastapi-architect', 'shop', '--dry-run', '--yes']);
  expect([dry.status, existsSync(join(cwd, 'shop'))]).toEqual([0, false]);
});

/** A copy of the project, whose user has changed the very line that the next field changes. */
function contested(name: string): string {
  const cwd = join(folder, name);
  cpSync(join(folder, 'by-bin', 'shop'), cwd, { recursive: true });
  const model = join(cwd, 'app', 'models', 'invoice.py');
  const text = readFileSync(model, 'utf8');
  writeFileSync(model, text.replace('class Invoice(Base):', 'class Invoice(Base, Mine):'));
  writeFileSync(join(cwd, 'app', 'schemas', 'invoice.py'), 'mine = 1\n');
  openToAll(cwd);
  return cwd;
}

const change = ['fastapi-architect:resource', 'Invoice', 'due_on:date:optional', '--skip-install'];

test.each([
  ['list'],
  ['list', '--json'],
  ['list', 'extra'],
  ['check'],
  ['resource', 'Note', 'titel:strr'],
  ['resource', 'Invoice', 'due_on:date:optional', '--skip-install'],
  ['resource', 'Invoice', 'due_on:date:optional', '--diff'],
  ['resource', 'Note', 'title:str', '--skip-install'],
])('%s %s: yo and our own bin print the same on the same streams, and end with the same code', (...words) => {
  const [verb = '', ...args] = words;
  const { status, stdout, stderr } = call(contested(`${words.join('')}-bin`), bin(), [verb, ...args]);
  const byYo = contested(`${words.join('')}-yo`);
  expect(call(byYo, yo, [`fastapi-architect:${verb}`, ...args])).toMatchObject({ status, stdout, stderr });
});

test.each([
  ['a conflict', [], 3],
  ['--dry-run', ['--dry-run'], 3],
  ['--diff', ['--diff'], 3],
  ['--json', ['--json'], 3],
  ['--bail', ['--bail'], 3],
])('%s through yo: its exit code, and not a byte is another', (_, flags, code) => {
  const cwd = contested(`untouched-${flags.join('')}`);
  const before = treeOf(cwd);
  const { status, stdout } = call(cwd, yo, [...change, ...flags]);
  expect([status, treeOf(cwd)]).toEqual([code, before]);
  if (flags.includes('--json')) expect(JSON.parse(stdout)).toMatchObject({ exitCode: 3 });
});

test('--on-conflict=later through yo takes no line of the user’s away', () => {
  const cwd = contested('forced');
  expect(call(cwd, yo, [...change, '--on-conflict=later'])).toMatchObject({ status: 0 });
  expect(readFileSync(join(cwd, 'app', 'schemas', 'invoice.py'), 'utf8')).toBe('mine = 1\n');
  const model = readFileSync(join(cwd, 'app', 'models', 'invoice.py'), 'utf8');
  expect([model.includes('class Invoice(Base, Mine):'), model.includes('due_on')]).toEqual([true, true]);
});

test('what .yo-resolve says to skip is skipped through yo', () => {
  const cwd = contested('skipped');
  put(cwd, { '.yo-resolve': 'app/schemas/** skip\n' });
  expect(call(cwd, yo, change)).toMatchObject({ status: 0 });
  expect(readFileSync(join(cwd, 'app', 'schemas', 'invoice.py'), 'utf8')).toBe('mine = 1\n');
});

test('files are moved, detached, attached and adopted through yo', () => {
  const cwd = join(folder, 'by-bin-moved');
  cpSync(join(folder, 'by-bin', 'shop'), cwd, { recursive: true });
  openToAll(cwd);
  const verb = (name: string, ...words: readonly string[]) =>
    call(cwd, yo, [`fastapi-architect:${name}`, ...words]);
  const [from, to] = ['app/services/invoice.py', 'app/services/bills of mine.py'];
  expect(verb('move', from, to)).toMatchObject({ status: 0 });
  expect([existsSync(join(cwd, from)), existsSync(join(cwd, to))]).toEqual([false, true]);
  expect(verb('detach', 'app/main.py')).toMatchObject({ status: 0 });
  expect(verb('attach', 'app/main.py', to)).toMatchObject({ status: 0 });
  // Bases that have been replaced are nobody's any more.
  const bases = /^\.fastapi-architect\/objects/;
  const before = treeOf(cwd, bases);
  rmSync(join(cwd, '.fastapi-architect', 'objects'), { recursive: true });
  expect(verb('adopt')).toMatchObject({ status: 0 });
  expect(treeOf(cwd, bases)).toEqual(before);
  expect(existsSync(join(cwd, '.fastapi-architect', 'objects'))).toBe(true);
  expect(verb('check')).toMatchObject({ status: 0 });
  expect(verb('move', from)).toMatchObject({ status: 1 });
});

test('a generator of somebody else’s composes with ours, and each writes what is its own', () => {
  put(join(folder, 'node_modules', 'generator-foreign'), {
    'package.json': '{ "name": "generator-foreign", "version": "1.0.0", "type": "module" }',
    'generators/app/index.js': `import Generator from 'yeoman-generator';

export default class extends Generator {
  async initializing() {
    const generatorOptions = { skipInstall: true };
    await this.composeWith('fastapi-architect:resource', { generatorArgs: ['Tag', 'name:str'], generatorOptions });
  }

  writing() {
    this.fs.write(this.destinationPath('foreign.txt'), 'theirs\\n');
  }
}
`,
  });
  const cwd = contested('composed');
  const mine = readFileSync(join(cwd, 'app', 'models', 'invoice.py'), 'utf8');
  const { status, stdout, stderr } = call(cwd, yo, ['foreign']);
  expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('app/models/tag.py')]);
  expect(readFileSync(join(cwd, 'foreign.txt'), 'utf8')).toBe('theirs\n');
  expect(readFileSync(join(cwd, 'app', 'models', 'tag.py'), 'utf8')).toContain('class Tag');
  expect(readFileSync(join(cwd, 'app', 'models', 'invoice.py'), 'utf8')).toBe(mine);
});
