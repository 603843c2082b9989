import { join } from 'node:path';
import { expect } from 'vitest';
import { read, tempFolder, treeOf } from './folder.ts';
import { run } from './run.ts';

export const LOCK = '.fastapi-architect/lock/note.json';
export const SPEC = '.fastapi-architect/resources/note.json';
export const ANSWERS = '.yo-rc.json';

export async function project(): Promise<string> {
  const cwd = tempFolder();
  const flags = ['--yes', '--resource', 'Note title:str:max=80', '--skip-install', '--skip-git'];
  await run(cwd, ['new', 'shop', ...flags]);
  return join(cwd, 'shop');
}

export type Json = { [key: string]: unknown };

/** Changes one thing of a JSON file. */
export const changed = (root: string, path: string, change: (value: Json) => void): string => {
  const value = JSON.parse(read(root, path)) as Json;
  change(value);
  // The spec that was applied stands on a line of its own, which is looked for as it is.
  const spec = `"appliedSpec": ${JSON.stringify(value['appliedSpec'])}`;
  return JSON.stringify(value, null, 2).replace(/"appliedSpec": \{[^]*?\n {2}\}/, () => spec);
};

export const fileOf = (lock: Json): Json => Object.values(lock['files'] as Json)[0] as Json;
export const fieldOf = (spec: Json): Json => (spec['fields'] as Json[])[0] as Json;
export const verbs: readonly (readonly string[])[] = [
  ['check'],
  ['upgrade'],
  ['sync'],
  ['resource', 'Note', 'body:text:optional'],
];

export async function expectRefused(
  root: string,
  path: string,
  words: readonly string[],
  place: string,
): Promise<void> {
  const before = treeOf(root);
  const { exitCode, err, out } = await run(
    root,
    ['check', 'list'].includes(words[0] ?? '') ? words : [...words, '--yes'],
  );
  expect({ words, exitCode, err, out }).toMatchObject({
    exitCode: 4,
    err: expect.stringMatching(new RegExp(`^[^\\n]*${path.replaceAll('.', '\\.')}[^\\n]*$`)),
  });
  expect(err).toContain(place);
  expect(treeOf(root)).toEqual(before);
}
