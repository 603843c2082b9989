import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, read } from '../support/folder.ts';
import {
  ANSWERS,
  LOCK,
  SPEC,
  changed,
  expectRefused,
  fieldOf,
  project,
  verbs,
  type Json,
} from '../support/records.ts';
import { run } from '../support/run.ts';

test.each([LOCK, SPEC, ANSWERS])('%s in Latin-1 is refused with its line', async (path) => {
  const root = await project();
  const [first = '', ...rest] = read(root, path).split('\n');
  writeFileSync(join(root, path), Buffer.from([first, ' "é', ...rest].join('\n'), 'latin1'));
  for (const words of verbs) await expectRefused(root, path, words, 'line 2: the text is not UTF-8');
});

test('an unknown key in our part of the answers is refused, and another generator has its own', async () => {
  const root = await project();
  const others = changed(root, ANSWERS, (file) => (file['generator-other'] = { key: 1 }));
  put(root, { [ANSWERS]: others });
  expect((await run(root, ['check'])).exitCode).toBe(0);
  put(root, {
    [ANSWERS]: changed(
      root,
      ANSWERS,
      (file) => ((file['generator-fastapi-architect'] as Json)['profil'] = 'x'),
    ),
  });
  for (const words of [...verbs, ['adopt'], ['list']])
    await expectRefused(root, ANSWERS, words, 'unknown key "profil"; did you mean "profile"?');
});

test.each(['[]', '{"generator-fastapi-architect": {"profile": "x"}}', '{"generator-fastapi-architect": 5}'])(
  'adopt and list refuse the answers %s with exit code 4',
  async (text) => {
    const root = await project();
    put(root, { [ANSWERS]: text });
    for (const words of [['adopt'], ['list']]) await expectRefused(root, ANSWERS, words, '');
  },
);

const ref = { name: 'owner', type: 'ref', to: 'Nobody', max: undefined };

test('a reference to nothing is told with its file, and is not rendered because the lock says so, too', async () => {
  const root = await project();
  const spec = changed(root, SPEC, (value) => Object.assign(fieldOf(value), ref));
  const line = `"appliedSpec": ${JSON.stringify(JSON.parse(spec))}`;
  put(root, { [SPEC]: spec });
  for (const words of [['check'], ['sync'], ['adopt']]) await expectRefused(root, SPEC, words, 'add Nobody');
  put(root, { [LOCK]: read(root, LOCK).replace(/"appliedSpec": .*(?=,\n)/, () => line) });
  for (const words of [...verbs, ['model'], ['adopt']]) await expectRefused(root, SPEC, words, 'add Nobody');
});
