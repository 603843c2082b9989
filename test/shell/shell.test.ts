import { describe, expect, test } from 'vitest';
import { modifierNames, modifiers } from '../../src/fields/modifiers.ts';
import { fieldType, fieldTypeNames } from '../../src/fields/types.ts';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { templatesFolder } from '../../src/package-root.ts';
import { policies } from '../../src/run/policies.ts';
import { UserError, printable, visible, visibleJson } from '../../src/errors.ts';
import { failureOf } from '../../src/shell/failure.ts';
import type { AnyVerb, Spell } from '../../src/run/verb.ts';
import { detailsOf } from '../../src/shell/help-details.ts';
import { binSpell, helpText, usageOf, yoSpell } from '../../src/shell/help.ts';
import { flagRows, flagsOf, parseTyped } from '../../src/shell/options.ts';
import { allVerbs, findVerb, verbNames } from '../../src/shell/verbs.ts';
import { tempFolder } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { run } from '../support/run.ts';

const verbs = await allVerbs();
const all = helpText({ all: verbs }, binSpell);

test('the help lists every verb, and the help of a verb every flag that it takes', () => {
  for (const verb of verbs) expect(all).toContain(`\n  ${usageOf(verb)} `);
  const helps = verbs.map((verb) => helpText({ one: verb }, binSpell)).join('');
  for (const [name] of flagRows) expect(helps).toContain(` --${name}`);
});

const realTemplates = templatesFolder;
const fullHelp = (verb: AnyVerb, spell: Spell, width?: number) =>
  helpText({ one: verb }, spell, { details: detailsOf(verb, realTemplates), ...(width && { width }) });

test.each(['fastapi-architect', 'yo'])('no line of the help of %s is wider than 80 columns', (shell) => {
  const spell = shell === 'yo' ? yoSpell : binSpell;
  const lines = [helpText({ all: verbs }, spell), ...verbs.map((verb) => fullHelp(verb, spell))]
    .join('\n')
    .split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.length).toBeGreaterThan(200);
});

test('help wraps in a narrow terminal, and only commands and values stay whole', () => {
  const lines = fullHelp(verbs[0]!, binSpell, 60).split('\n');
  expect(
    lines.filter((line) => line.length > 60 && !/^ +(fastapi-architect|.* +layered)/.test(line)),
  ).toEqual([]);
});

test('the help of a verb names all values of its flags', async () => {
  const help = fullHelp(await findVerb('new', templates), binSpell);
  for (const { id, title, databases, auths } of readProfiles(realTemplates)) {
    expect(help).toMatch(new RegExp(`\n      ${id} +${title}`));
    for (const value of [...databases, ...auths]) expect(help).toMatch(new RegExp(`\n      ${value}\\b`));
  }
  for (const policy of policies) expect(help).toMatch(new RegExp(`\n      ${policy} +\\w`));
});

test('the help of resource names every type and every modifier, of fields and of the name', async () => {
  const help = fullHelp(await findVerb('resource', templates), binSpell);
  for (const name of fieldTypeNames)
    expect(help).toMatch(new RegExp(`\\n  ${name} +${fieldType(name).title}`));
  for (const name of modifierNames) expect(help).toContain(`\n  ${modifiers[name].example}`);
  expect(help).toContain('Person:plural=people');
  expect(help).toContain('Invoice:with=task');
});

test('the help of a verb shows what it takes', async () => {
  const help = async (name: string, spell: Spell) =>
    helpText({ one: await findVerb(name, templates) }, spell);
  expect(await help('list', binSpell)).not.toContain('--database');
  expect(await help('service', yoSpell)).toContain('yo fastapi-architect:service [Name]');
  expect(await help('new', yoSpell)).toContain('yo fastapi-architect shop');
});

test('the name of a verb is that of its file, and no two have the same place in the help', () => {
  expect(verbs.map(({ name }) => name).toSorted()).toEqual(['<layer>', ...verbNames()].toSorted());
  expect(new Set(verbs.map(({ order }) => order)).size).toBe(verbs.length);
});

const wordsOf = (example: string): readonly string[] =>
  [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');

describe.each(verbs)('$name', (verb) => {
  test.each([...verb.examples])('the example "%s" is read without complaint', (example) => {
    expect(() => parseTyped(verb, wordsOf(example).slice(1))).not.toThrow();
  });

  test.each(flagRows.filter(([name]) => !flagsOf(verb).some(([taken]) => taken === name)))(
    '--%s is refused, because it has no effect',
    (name, { type, values }) => {
      const value = type === 'boolean' ? [] : [Object.keys(values ?? {})[0] ?? 'x'];
      expect(() => parseTyped(verb, [`--${name}`, ...value])).toThrow(
        `--${name} has no effect on ${verb.name}; it takes --`,
      );
    },
  );
});

test.each([
  ['undo', ['more'], 'undo takes no argument; omit more, or see --help'],
  [
    'move',
    ['app/a.py'],
    'move needs <new>, e.g. fastapi-architect move app/models/note.py app/models/memo.py',
  ],
  ['move', ['a', 'b', 'c'], 'move takes only <old> <new>; omit c, or see --help'],
  ['detach', [], 'detach needs <path>, e.g. fastapi-architect detach '],
  ['sync', ['--dry-rum'], 'unknown flag --dry-rum; did you mean "--dry-run"?'],
  ['sync', ['--pretend'], 'unknown flag --pretend; did you mean "--dry-run"?'],
  ['new', ['--db', 'sqlite'], 'unknown flag --db; did you mean "--database"?'],
  ['new', ['--desc', 'x'], 'unknown flag --desc; did you mean "--description"?'],
  ['sync', ['--on-conflict', 'their'], '--on-conflict=their: did you mean "theirs"?'],
])('%s with %j is refused in one line', async (name, args, message) => {
  const verb = await findVerb(name, templates);
  expect(() => parseTyped(verb, args)).toThrow(message);
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
  expect((await run(cwd, ['help', 'undo'])).out).toBe((await run(cwd, ['undo', '--help'])).out);
  expect((await run(cwd, ['help'])).out).toBe((await run(cwd, [])).out);
  expect((await run(cwd, ['-v'])).out).toBe((await run(cwd, ['--version'])).out);
  expect((await run(cwd, ['undo', '-v'])).out).toBe((await run(cwd, ['--version'])).out);
  expect((await run(cwd, ['help', 'completion'])).out).toContain('completion bash|zsh|fish|powershell');
  expect(await run(cwd, ['upgade'])).toMatchObject({
    exitCode: 1,
    err: 'unknown verb "upgade"; did you mean "upgrade"?',
  });
  expect(await run(cwd, ['create', 'shop'])).toMatchObject({
    exitCode: 1,
    err: 'unknown verb "create"; did you mean "new"?',
  });
  expect(await run(cwd, ['delete', 'Note'])).toMatchObject({
    err: 'unknown verb "delete"; did you mean "resource <Name> --remove"?',
  });
  expect(await run(cwd, ['frobnicate'])).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^unknown verb "frobnicate"; choose from .*\bnew\b.*\bundo\b.*\bmodel\b/),
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

const strings = flagRows.filter(([, { type }]) => type === 'string');

test.each(strings.filter(([, { mayBeEmpty }]) => !mayBeEmpty).map(([name]) => name))(
  '--%s= says that it needs a value, and which',
  (name) => {
    const verb = verbs.find(({ flags }) => flags.includes(name));
    const typed = () => parseTyped(verb, verb?.name === 'new' ? [`--${name}=`] : ['x', `--${name}=`]);
    expect(typed).toThrow(new RegExp(`^--${name} has an empty value; type --${name} \\S`));
  },
);

test.each(strings.map(([name, { multiple }]) => [name, multiple === true] as const))(
  '--%s twice: %s',
  (name, isMultiple) => {
    const verb = verbs.find(({ flags }) => flags.includes(name));
    const value = name === 'on-conflict' ? 'mine' : 'x';
    const typed = () => parseTyped(verb, [`--${name}`, value, `--${name}`, value]);
    if (isMultiple) expect(typed).not.toThrow();
    else expect(typed).toThrow(`--${name} is given twice, as "${value}" and "${value}"; omit one`);
  },
);

test('a switch may be repeated', () => {
  expect(
    parseTyped(
      verbs.find(({ name }) => name === 'sync'),
      ['--yes', '--yes'],
    ).flags.yes,
  ).toBe(true);
});

test.each([['check', 'extra'], ['bogus'], ['check', '--bogus'], ['new', '--profile=']])(
  '%s %s --json prints JSON, and nothing else',
  async (...words) => {
    const { exitCode, out, err } = await run(tempFolder(), [...words, '--json']);
    expect([exitCode, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({ verb: words[0], exitCode: 1, error: expect.any(String) });
  },
);

test('what the system refuses is no bug', () => {
  const error = Object.assign(new Error('EACCES: permission denied, open x'), {
    syscall: 'open',
    code: 'EACCES',
  });
  expect(failureOf(error)).toEqual({ line: 'EACCES: permission denied, open x', exitCode: 1 });
});

const unseen = 'a\u001b[2Jb\u202ec\u2028d\ne\tf\r\n\u{e0001}';

test('text is shown with nothing hidden in it', () => {
  expect(visible(unseen)).toBe('a\\u{1b}[2Jb\\u{202e}c\\u{2028}d\ne\tf\r\n\\u{e0001}');
  expect(visible('a\rb')).toBe('a\\rb');
  expect(printable('a\nb')).toBe('a\\nb');
});

test('JSON is shown with nothing hidden in it, and says the same', () => {
  const json = visibleJson(JSON.stringify([unseen]));
  expect(json).toMatch(/^[\u0020-\u007e]*$/);
  expect(JSON.parse(json)).toEqual([unseen]);
});
