import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { failureOf } from '../../src/shell/failure.ts';
import { binSpell, helpText, verbs, yoSpell } from '../../src/shell/help.ts';
import { flagRows } from '../../src/shell/flags.ts';
import { parseTyped } from '../../src/shell/options.ts';
import { tempFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';

test('every flag is in the help, and every verb has its own', () => {
  const help = helpText(undefined, binSpell);
  for (const [name] of flagRows) expect(help).toContain(`--${name}`);
  for (const verb of Object.keys(verbs))
    expect(helpText(verb, binSpell)).toContain(`fastapi-architect ${verb}`);
  expect(helpText('list', binSpell)).not.toContain('--database');
  expect(helpText('service', yoSpell)).toContain('yo fastapi-architect:service [Name]');
  expect(helpText('new', yoSpell)).toContain('yo fastapi-architect shop');
});

const examples = Object.values(verbs).flatMap((verb) => verb.examples);

test.each(examples)('the example "%s" is read without complaint', (example) => {
  const [verb = '', ...words] = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  expect(() => parseTyped(verb, words)).not.toThrow();
});

test('help and version work for every verb without a project', async () => {
  const cwd = tempFolder();
  for (const args of [[], ['--help'], ['new', '--help'], ['resource', '-h'], ['model', '--help']]) {
    expect(await run(cwd, args)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Exit codes'),
      err: '',
    });
  }
  expect(await run(cwd, ['--version'])).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  expect(await run(cwd, ['frobnicate'])).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining(
      'new, resource, sync, upgrade, check, review, resolve, move, detach, attach, adopt, undo, list, model',
    ),
  });
});

test('every error is one line with an exit code', () => {
  expect(failureOf(new UserError('wrong', 3))).toEqual({ line: 'wrong', exitCode: 3 });
  expect(failureOf(Object.assign(new Error('x'), { name: 'ExitPromptError' }))).toEqual({
    line: 'interrupted: nothing was written',
    exitCode: 130,
  });
  const unknown = failureOf(new TypeError('a\nb'));
  expect([unknown.exitCode, unknown.line.includes('\n'), unknown.line.includes('DEBUG')]).toEqual([
    1,
    false,
    true,
  ]);
  expect(failureOf('text')).toMatchObject({ exitCode: 1 });
});
