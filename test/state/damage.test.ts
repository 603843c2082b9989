import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { put, read, tempFolder, treeOf } from '../support/folder.ts';
import {
  ANSWERS,
  LOCK,
  SPEC,
  changed,
  expectRefused,
  fieldOf,
  fileOf,
  project,
  verbs,
  type Json,
} from '../support/records.ts';
import { run } from '../support/run.ts';

const INJECTED = "80 if __import__('os').system('touch pwned') else 80";

/** What is done to a file, and the place that the error names. */
const damages: readonly (readonly [string, string, (value: Json) => void, string])[] = [
  ['an unknown key', LOCK, (lock) => (lock['more'] = 1), 'unknown key "more"'],
  ['files that are a list', LOCK, (lock) => (lock['files'] = []), 'expected an object'],
  ['files that are none', LOCK, (lock) => delete lock['files'], '"files": is missing'],
  ['a path out of the project', LOCK, (lock) => (fileOf(lock)['path'] = '../x.py'), 'path'],
  ['a path in the folder of git', LOCK, (lock) => (fileOf(lock)['path'] = '.git/HEAD'), '".git/HEAD"'],
  ['the same in capitals', LOCK, (lock) => (fileOf(lock)['path'] = '.GIT/HEAD'), '".GIT/HEAD"'],
  ['a path in its own folder', LOCK, (lock) => (fileOf(lock)['path'] = SPEC), 'path'],
  ['a home out of the project', LOCK, (lock) => (fileOf(lock)['home'] = '/etc/passwd'), '"/etc/passwd"'],
  ['a hash that is none', LOCK, (lock) => (fileOf(lock)['base'] = '../../x'), 'expected a hash'],
  ['a state that is none', LOCK, (lock) => (fileOf(lock)['state'] = 'lost'), 'found "lost"'],
  [
    'code as a number',
    SPEC,
    (spec) => (fieldOf(spec)['max'] = INJECTED),
    '"fields.0.max": expected a number',
  ],
  [
    'code as a default',
    SPEC,
    (spec) => Object.assign(fieldOf(spec), { type: 'int', max: undefined, default: INJECTED }),
    'default',
  ],
  ['code as a name', SPEC, (spec) => (fieldOf(spec)['name'] = 'x: int = print()'), 'name'],
  ['code as the name of the resource', SPEC, (spec) => (spec['name'] = 'Note(object): pass'), 'Note(object)'],
  ['a type that is none', SPEC, (spec) => (fieldOf(spec)['type'] = 'strr'), '"fields.0.type"'],
  ['a misspelt key', SPEC, (spec) => (fieldOf(spec)['optinal'] = true), 'did you mean "optional"?'],
  ['no fields', SPEC, (spec) => (spec['fields'] = []), 'needs a field'],
  ['fields that are no list', SPEC, (spec) => (spec['fields'] = 'title:str'), 'expected a list'],
  ['a name that is not that of its file', SPEC, (spec) => (spec['name'] = 'Other'), 'resources/other.json'],
  ['layers', SPEC, (spec) => (spec['layers'] = ['constructor']), 'unknown key "layers"'],
  ['a layer that none can have', SPEC, (spec) => (spec['with'] = ['bogus']), 'with=bogus'],
  ['the unit of the project', LOCK, (lock) => (lock['unit'] = '_project'), 'expected "note"'],
  ['a unit elsewhere', LOCK, (lock) => (lock['unit'] = '../../x'), 'expected "note"'],
  ['a format that is none', LOCK, (lock) => (lock['stateFormat'] = -5), 'stateFormat'],
  [
    'a path in a folder of git further down',
    LOCK,
    (lock) => (fileOf(lock)['path'] = 'app/.git/x'),
    '"app/.git/x"',
  ],
  ['a short name of git', LOCK, (lock) => (fileOf(lock)['path'] = 'git~1/HEAD'), '"git~1/HEAD"'],
  ['a revision that is none', LOCK, (lock) => (lock['revision'] = 'x"\nimport os'), 'the id of a revision'],
  [
    'a revision that is too long',
    LOCK,
    (lock) => (lock['revision'] = 'a'.repeat(33)),
    'the id of a revision',
  ],
  [
    'lines of code as a version',
    LOCK,
    (lock) => (fileOf(lock)['generator'] = '1.0\n=======\nimport os'),
    'expected a version',
  ],
  ['an input that is no hash', LOCK, (lock) => (fileOf(lock)['input'] = '\u001b[2J'), 'expected a hash'],
  [
    'a key with a line break',
    LOCK,
    (lock) => ((lock['files'] as Json)['a\nb'] = fileOf(lock)),
    'keys of visible text',
  ],
  ['an id that is none', SPEC, (spec) => (fieldOf(spec)['id'] = 'x'), 'eight hexadecimal'],
];

const texts: readonly (readonly [string, string])[] = [
  ['half a file', '{"fields": ['],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '5'],
  ['a text', '"x"'],
  ['markers of git', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n'],
];

describe.each(damages)('%s', (_, path, change, place) => {
  test(`in ${path} is told in one line, and nothing is written`, async () => {
    const root = await project();
    put(root, { [path]: changed(root, path, change) });
    for (const words of verbs) await expectRefused(root, path, words, place);
  });
});

test.each(damages.filter(([, path]) => path === SPEC))(
  '%s in a spec is not trusted because the lock says so, too',
  async (_, path, change, place) => {
    const root = await project();
    const spec = changed(root, SPEC, change);
    const line = `"appliedSpec": ${JSON.stringify(JSON.parse(spec))}`;
    put(root, {
      [SPEC]: spec,
      [LOCK]: read(root, LOCK).replace(/"appliedSpec": .*(?=,\n)/, () => line),
    });
    for (const words of verbs) await expectRefused(root, path, words, place);
  },
);

describe.each([LOCK, SPEC])('%s', (path) => {
  // sync repairs conflict markers in a lock.
  test.each(texts.filter(([name]) => path !== LOCK || name !== 'markers of git'))(
    'that has %s is told in one line, and nothing is written',
    async (__, text) => {
      const root = await project();
      put(root, { [path]: text });
      for (const words of verbs) await expectRefused(root, path, words, '');
    },
  );
});

test.each(texts.filter(([name]) => name !== 'null' && name !== 'a number' && name !== 'a text'))(
  `${ANSWERS} with %s is told in one line`,
  async (_, text) => {
    const root = await project();
    put(root, { [ANSWERS]: text });
    for (const words of verbs) await expectRefused(root, ANSWERS, words, '');
  },
);

test.each([
  ['profile', 'nope'],
  ['database', 5],
  ['description', 'two\nlines'],
  ['name', '../shop'],
])(`answers with the %s %j are told with the file`, async (key, value) => {
  const root = await project();
  const text = changed(root, ANSWERS, (file) => ((file['generator-fastapi-architect'] as Json)[key] = value));
  put(root, { [ANSWERS]: text });
  for (const words of verbs) await expectRefused(root, ANSWERS, words, key);
});

test('what a lock calls applied is of its own resource', async () => {
  const root = await project();
  const foreign = JSON.stringify({
    name: 'Project',
    fields: [{ id: '098bf12f', name: 'title', type: 'str' }],
  });
  put(root, {
    [LOCK]: read(root, LOCK).replace(/"appliedSpec": .*(?=,\n)/, () => `"appliedSpec": ${foreign}`),
  });
  for (const words of verbs) await expectRefused(root, LOCK, words, 'it belongs to Project');
});

test('a resource called Project is one like any other', async () => {
  const root = await project();
  const before = Object.keys(treeOf(root));
  const quick = ['--yes', '--skip-install', '--allow-drop'];
  expect(await run(root, ['resource', 'Project', 'title:str', ...quick])).toMatchObject({ exitCode: 0 });
  expect(await run(root, ['resource', 'Project', '--remove', ...quick])).toMatchObject({ exitCode: 0 });
  expect(Object.keys(treeOf(root))).toEqual(expect.arrayContaining(before));
});

const folders = ['', '/lock', '/resources', '/undo', '/tx'].map((name) => `.fastapi-architect${name}`);

test.each(folders)('a link in the place of %s is not followed', async (folder) => {
  const root = await project();
  const outside = tempFolder();
  put(outside, { 'note.json': '{}', '1000000000000/manifest.json': '{}' });
  rmSync(join(root, folder), { recursive: true, force: true });
  symlinkSync(outside, join(root, folder));
  const kept = treeOf(outside);
  for (const words of [...verbs, ['undo'], ['resolve'], ['adopt'], ['list']]) {
    const { exitCode, err } = await run(root, words);
    expect({ words, exitCode, err }).toMatchObject({ exitCode: 4, err: expect.stringContaining(folder) });
  }
  expect(treeOf(outside)).toEqual(kept);
});

test.each([LOCK, SPEC])('a folder in the place of %s is told', async (path) => {
  const root = await project();
  rmSync(join(root, path));
  mkdirSync(join(root, path));
  for (const words of verbs) await expectRefused(root, path, words, 'it is not a file');
});

test.each(['.FASTAPI-ARCHITECT/x.py', 'app/.git/x.py', 'app/a\nb.py', '.git/x.py'])(
  'nothing is moved to %j',
  async (to) => {
    const root = await project();
    const before = treeOf(root);
    const { exitCode, err } = await run(root, ['move', 'app/models/note.py', to]);
    expect([exitCode, err.split('\n')]).toEqual([1, [expect.stringContaining('belongs to')]]);
    expect(treeOf(root)).toEqual(before);
  },
);

test('every record of a project passes its own schema', async () => {
  const root = await project();
  expect(readdirSync(join(root, '.fastapi-architect', 'lock'))).toEqual(['_project.json', 'note.json']);
  expect(readFileSync(join(root, LOCK), 'utf8')).toContain('"files"');
  expect((await run(root, ['check'])).exitCode).toBe(0);
});
