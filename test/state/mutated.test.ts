import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, asyncProperty, constantFrom, nat as anyNumber } from 'fast-check';
import { expect, test } from 'vitest';
import { makeProject } from '../support/project.ts';
import { put, read, treeOf } from '../support/folder.ts';
import { run } from '../support/run.ts';

/** Values that a record never has at most of its places. */
const strange: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'x',
  '../x',
  '.git/HEAD',
  '__proto__',
  '\u001b[2J',
  '\u202e',
  'a\nb',
  [],
  {},
  [null],
  { constructor: 'x' },
  'x'.repeat(5000),
];

const verbs: readonly (readonly string[])[] = [
  ['check'],
  ['list'],
  ['upgrade', '--dry-run'],
  ['sync', '--dry-run'],
  ['resolve', '--dry-run'],
  ['undo', '--dry-run'],
  ['adopt', '--dry-run'],
  ['detach', 'app/main.py', '--dry-run'],
  ['move', 'app/main.py', 'app/other.py', '--dry-run'],
  ['resource', 'Note', 'more:int:optional', '--dry-run'],
  ['model', '--dry-run'],
];

/** All places of a value that can be replaced, as the keys that lead there. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

test('whatever a record holds, a verb tells in one line what is wrong, and where', async () => {
  const root = await makeProject(['--yes']);
  const made = await run(root, ['resource', 'Tag', 'label:str', '--skip-install']);
  expect(made).toMatchObject({ exitCode: 0, err: '' });
  const locks = readdirSync(join(root, '.fastapi-architect/lock')).map(
    (name) => `.fastapi-architect/lock/${name}`,
  );
  const [id = ''] = readdirSync(join(root, '.fastapi-architect/undo'));
  const records = [
    ...locks,
    '.fastapi-architect/resources/note.json',
    `.fastapi-architect/undo/${id}/manifest.json`,
    '.yo-rc.json',
  ];
  const texts = new Map(records.map((path) => [path, read(root, path)]));
  const before = treeOf(root);
  const record = constantFrom(...records);
  const property = asyncProperty(record, anyNumber(), constantFrom(...strange), async (path, nat, by) => {
    const value = JSON.parse(texts.get(path) ?? '') as unknown;
    const places = placesIn(value);
    const place = places[nat % places.length] ?? [];
    put(root, { [path]: JSON.stringify(replaced(value, place, by), null, 2) });
    try {
      for (const words of verbs) {
        const { exitCode, err, out } = await run(root, words);
        const told = { path, place, by, words, exitCode, err, out };
        expect(told).toMatchObject({ err: expect.not.stringMatching(/bug in the generator|\n|undefined/) });
        expect([0, 1, 2, 3, 4], JSON.stringify(told)).toContain(exitCode);
        expect(err === '' || exitCode > 0, JSON.stringify(told)).toBe(true);
        expect(JSON.stringify(told.out)).not.toMatch(/\\u001b|\u202e/);
      }
    } finally {
      put(root, { [path]: texts.get(path) ?? '' });
    }
  });
  await assert(property, { numRuns: Number(process.env['RUNS'] ?? 60) });
  expect(treeOf(root)).toEqual(before);
  expect(existsSync(join(root, '.git'))).toBe(false);
});
