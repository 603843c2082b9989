import { join } from 'node:path';
import { expect, test } from 'vitest';
import helpers from 'yeoman-test';
import { verbGenerator } from '../../generators/architect-generator.ts';
import { typedForGenerator } from '../../generators/typed.ts';
import { findVerb } from '../../src/shell/verbs.ts';
import { put, tempFolder, treeOf } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { answering, fixtures, run } from '../support/run.ts';

const quick = { skipInstall: true, skipGit: true, templates: fixtures };

async function generate(
  verb: string,
  cwd: string,
  args: readonly string[],
  options: object,
  answers: object = {},
): Promise<unknown> {
  const declared = await findVerb(verb, fixtures);
  const namespace = `fastapi-architect:${verb === 'new' ? 'app' : verb}`;
  return helpers
    .run(verbGenerator(declared) as never, { namespace, resolved: join(import.meta.dirname, 'none.js') })
    .cd(cwd)
    .withArguments([...args])
    .withOptions({ ...quick, force: false, ...options } as object)
    .withAnswers(answers);
}

test('Yeoman makes the same bytes as our own bin', async () => {
  const [byYeoman, byBin] = [tempFolder(), tempFolder()];
  await generate('new', byYeoman, ['shop'], { resource: 'Product name:str', description: 'It sells.' });
  await generate('resource', join(byYeoman, 'shop'), ['Customer', 'name:str', 'note:text:optional'], {});
  const flags = [
    '--resource',
    'Product name:str',
    '--description',
    'It sells.',
    '--skip-install',
    '--skip-git',
  ];
  await run(byBin, ['new', 'shop', ...flags]);
  await run(join(byBin, 'shop'), [
    'resource',
    'Customer',
    'name:str',
    'note:text:optional',
    '--skip-install',
  ]);
  expect(Object.keys(treeOf(byYeoman)).length).toBeGreaterThan(10);
  expect(treeOf(byYeoman)).toEqual(treeOf(byBin));
});

test('Yeoman’s prompt and inquirer’s get the same questions, and the answers make the same bytes', async () => {
  const [byYeoman, byBin] = [tempFolder(), tempFolder()];
  const answers = { name: 'shop', database: 'postgresql', first: 'example' };
  await generate('new', byYeoman, [], { interactive: true }, answers);
  const listed = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, [answer]]));
  await run(byBin, ['new', '--skip-install', '--skip-git'], answering(listed));
  expect(treeOf(byYeoman)).toEqual(treeOf(byBin));
});

test('Yeoman recommends the same architecture, and writes the same record', async () => {
  const [byYeoman, byBin] = [tempFolder(), tempFolder()];
  const flags = { advise: true, yes: true, externalClients: 'yes', team: '1-3', templates };
  await generate('new', byYeoman, ['shop'], flags);
  const words = ['--advise', '--yes', '--external-clients', 'yes', '--team', '1-3'];
  await run(byBin, ['new', 'shop', ...words, '--skip-install', '--skip-git'], undefined, templates);
  expect(Object.keys(treeOf(byYeoman))).toContain('shop/docs/adr/0001-architecture.md');
  const but = /(^|\/)\.env$/;
  expect(treeOf(byYeoman, but)).toEqual(treeOf(byBin, but));
});

test('a conflict stops with the numeric code that yo passes on', async () => {
  const cwd = tempFolder();
  await generate('new', cwd, ['shop'], {});
  const root = join(cwd, 'shop');
  put(root, { 'app/models/note.py': 'mine\n' });
  const before = treeOf(root);
  await expect(generate('resource', root, ['Note', 'more:int:optional'], {})).rejects.toMatchObject({
    code: 3,
  });
  expect(treeOf(root)).toEqual(before);
});

test('--dry-run makes no folder', async () => {
  const cwd = tempFolder();
  await generate('new', cwd, ['shop'], { dryRun: true });
  expect(treeOf(cwd)).toEqual({});
});

test('help is ours, in the words of yo', async () => {
  const Verb = verbGenerator(await findVerb('resource', fixtures));
  const env = await helpers.createTestEnv();
  const generator = new Verb([], {
    env,
    namespace: 'fastapi-architect:resource',
    resolved: 'x',
    help: true,
  } as never);
  expect(generator.help()).toContain('yo fastapi-architect:resource Invoice number:str');
});

const declared = await findVerb('new', fixtures);
const typed = (argv: readonly string[], args: readonly string[] = [], options: object = {}) =>
  typedForGenerator(declared, 'fastapi-architect:app', argv, args, options as Record<string, unknown>);

test('under yo the command line is read from the process, so that flags do not swallow names', () => {
  const read = typed(['--no-insight', 'fastapi-architect', '--yes', 'shop', '--skip-install'], [], {
    yes: 'shop',
  });
  expect([read.words, read.flags.yes, read.flags['skip-install']]).toEqual([['shop'], true, true]);
  expect(typed(['generator-fastapi-architect:app', '1e3']).words).toEqual(['1e3']);
  expect(() => typed(['fastapi-architect', 'shop', '--fource'])).toThrow(/unknown flag/);
});

test('called by another generator, values come as that one passes them', () => {
  const read = typed(['something', 'else'], ['shop'], {
    example: false,
    skipGit: true,
    resource: ['A x:int', 'B y:int'],
  });
  expect([read.words, read.flags['no-example'], read.flags['skip-git'], read.flags.resource]).toEqual([
    ['shop'],
    true,
    true,
    ['A x:int', 'B y:int'],
  ]);
});
