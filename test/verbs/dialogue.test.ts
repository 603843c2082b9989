import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ask, Question } from '../../src/dialogue.ts';
import { fieldTypeNames } from '../../src/fields/types.ts';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { parseResourceLine } from '../../src/language/resource.ts';
import { read, tempFolder, treeOf } from '../support/folder.ts';
import { makeProject } from '../support/project.ts';
import { templates } from '../support/render.ts';
import { answering, run } from '../support/run.ts';

const quick = ['--skip-install', '--skip-git'];

/** Answers in order, and keeps the questions with what each refused before it accepted an answer. */
function recording(answers: readonly (readonly [name: string, ...typed: string[]])[]) {
  const left = [...answers];
  const questions: Question[] = [];
  const refused: string[] = [];
  const ask: Ask = async (question) => {
    questions.push(question);
    const [name, ...typed] = left.shift() ?? [];
    expect(question.name).toBe(name);
    for (const answer of typed) {
      const verdict = question.validate?.(answer) ?? true;
      if (verdict === true) return answer;
      refused.push(verdict);
    }
    throw new Error(`${question.name}: no answer was accepted: ${refused.at(-1)}`);
  };
  return { ask, questions, refused };
}

const named = (questions: readonly Question[], name: string) => questions.find((each) => each.name === name);

test('architectures are offered with a title, a recommendation, and what each is for and offers', async () => {
  const { ask, questions } = recording([
    ['profile', 'layered'],
    ['database', 'sqlite'],
    ['auth', 'back'],
    ['database', 'back'],
    ['profile', 'api-v1'],
    ['database', 'postgresql'],
    ['first', 'none'],
  ]);
  const cwd = tempFolder();
  const { exitCode, out } = await run(cwd, ['new', 'shop', ...quick], ask, templates);
  expect(exitCode).toBe(0);
  const choices = named(questions, 'profile')?.choices ?? [];
  const profiles = readProfiles(templates);
  expect(choices.map(({ value }) => value)).toEqual([...profiles.map(({ id }) => id), 'help me choose']);
  for (const [at, { title, forWhom, databases }] of profiles.entries()) {
    expect(choices[at]?.name).toContain(title);
    expect(choices[at]?.name.includes('(recommended)')).toBe(at === 0);
    expect(choices[at]?.description).toContain(forWhom);
    expect(choices[at]?.description).toContain(databases.join('|'));
  }
  expect(read(cwd, 'shop/.yo-rc.json')).toMatch(/"api-v1"[^]*"postgresql"/);
  const command = 'new shop --profile api-v1 --database postgresql --auth jwt --no-example';
  expect(out).toMatch(
    new RegExp(
      `To repeat this without questions:\\n  fastapi-architect ${command} --skip-install --skip-git --yes$`,
    ),
  );
});

test('the command that repeats a dialogue creates the same project', async () => {
  const [asked, repeated] = [tempFolder(), tempFolder()];
  const answers = {
    name: ['shop'],
    database: ['postgresql'],
    first: ['own'],
    resource: ['Product'],
    field: ['status'],
    type: ['enum'],
    values: ["it's new,done"],
    flags: ['optional'],
    modifiers: [''],
    next: ['done'],
  };
  const { out } = await run(asked, ['new', ...quick], answering(answers));
  const [, command = ''] = out.split('To repeat this without questions:\n  fastapi-architect ');
  expect((await run(repeated, parseResourceLine(command))).exitCode).toBe(0);
  expect(treeOf(repeated)).toEqual(treeOf(asked));
});

test('nothing is said about repeating where nothing was asked', async () => {
  const args = ['new', 'shop', '--database', 'sqlite', '--no-example', ...quick];
  expect((await run(tempFolder(), args, answering({}))).out).not.toContain('To repeat');
});

test('a field is asked for by questions, and wrong answers are corrected in place', async () => {
  const root = await makeProject(['--resource', 'Author name:str']);
  const { ask, questions, refused } = recording([
    ['field', '', 'Title', 'class', 'title'],
    ['type', 'str'],
    ['flags', 'unique'],
    ['max', 'many', '700', '80'],
    ['modifiers', 'mx=3', 'default=x', 'min=2'],
    ['next', 'add'],
    ['field', ''],
    ['next', 'add'],
    ['field', 'title', 'status'],
    ['type', 'enum'],
    ['values', '', 'a b', 'draft,draft', 'draft,done'],
    ['flags', ''],
    ['modifiers', 'default=gone', 'default=draft'],
    ['next', 'add'],
    ['field', 'author'],
    ['type', 'ref'],
    ['target', 'Author'],
    ['flags', 'optional'],
    ['modifiers', 'on_delete=set_null'],
    ['next', 'done'],
  ]);
  const { exitCode, err } = await run(root, ['resource', 'Book', '--skip-install'], ask);
  expect([exitCode, err]).toEqual([0, '']);
  expect(read(root, '.fastapi-architect/resources/book.json')).toContain('"set_null"');
  expect(read(root, 'app/models/book.py')).toContain('title:str:unique:min=2:max=80');
  expect(named(questions, 'target')?.choices?.map(({ value }) => value)).toEqual(['Author', 'Book']);
  expect(refused).toEqual([
    'type a name, e.g. unit_price',
    expect.stringMatching(/^"Title" is not a valid field name: .*; type title$/),
    '"class" is a Python keyword; type another name, e.g. class_value',
    'max=many is not a whole number; type it as max=80',
    expect.stringMatching(/^max=700 is too long for an index/),
    'unknown modifier "mx"; did you mean "max=3"?',
    'a default would repeat a unique value; leave out default or unique',
    'the field "title" is given twice; keep one of them',
    'type at least one value, e.g. draft,published',
    'separate the values by commas: a,b',
    expect.stringMatching(/^values=draft,draft is not different/),
    'default=gone is not one of draft, done; type it as default=draft',
  ]);
});

test('without fields they are asked for, and the line that would have said them is shown', async () => {
  const root = await makeProject(['--no-example']);
  const answers = {
    field: ['name'],
    type: ['str'],
    flags: [''],
    max: ['80'],
    modifiers: [''],
    next: ['done'],
  };
  const { out } = await run(root, ['resource', 'Tag', '--skip-install'], answering(answers));
  expect(out.split('\n')[0]).toBe(
    'To repeat this without questions: fastapi-architect resource Tag name:str:max=80',
  );
  expect(read(root, 'app/models/tag.py')).toContain('name:str:max=80');
});

test('an entered field can be edited and removed, and its answers are the defaults', async () => {
  const root = await makeProject([]);
  const { ask, questions } = recording([
    ['resource', '', 'Note', 'Book'],
    ['field', 'title:str:max=80:unique:min=2'],
    ['next', 'add'],
    ['field', 'pages'],
    ['type', 'int'],
    ['flags', 'optional,index'],
    ['modifiers', 'ge=1'],
    ['next', 'edit'],
    ['which', '0'],
    ['field', 'name'],
    ['type', 'str'],
    ['flags', 'unique'],
    ['max', '90'],
    ['modifiers', 'min=2'],
    ['next', 'remove'],
    ['which', '1'],
    ['next', 'done'],
  ]);
  const { out } = await run(root, ['resource', '--skip-install'], ask);
  expect(out).toContain('fastapi-architect resource Book name:str:unique:min=2:max=90\n');
  const edited = questions.slice(8, 14);
  expect(edited.map((question) => [question.name, question.default])).toEqual([
    ['which', undefined],
    ['field', 'title'],
    ['type', 'str'],
    ['flags', undefined],
    ['max', '80'],
    ['modifiers', 'min=2'],
  ]);
  expect(edited[3]?.choices?.filter(({ checked }) => checked).map(({ value }) => value)).toEqual(['unique']);
});

test('a resource that is not valid yet cannot be finished', async () => {
  const root = await makeProject([]);
  const { ask, questions } = recording([
    ['field', 'name:str'],
    ['next', 'add'],
    ['field', 'slug:slug:from=name'],
    ['next', 'remove'],
    ['which', '0'],
    ['next', 'add'],
    ['field', 'name:str'],
    ['next', 'done'],
  ]);
  expect(await run(root, ['resource', 'Article', '--skip-install'], ask)).toMatchObject({ exitCode: 0 });
  const broken = questions[5];
  expect(broken?.message).toContain('slug has from=name, but there is no field "name"');
  expect(broken?.choices?.map(({ value }) => value)).toEqual(['add', 'edit', 'remove']);
});

test.each(fieldTypeNames)('no question about a %s field offers what the type refuses', async (type) => {
  const root = await makeProject(['--resource', 'Author name:str']);
  const offered: Question[] = [];
  const answers: Readonly<Record<string, string>> = {
    field: type === 'many' ? 'authors' : 'thing',
    type,
    target: 'Author',
    values: 'a,b',
    max: '90',
    modifiers: '',
    next: 'done',
  };
  const ask: Ask = async (question) => {
    const { name, validate, choices } = question;
    if (name === 'flags') offered.push(question);
    for (const { value } of name === 'flags' ? (choices ?? []) : []) {
      const verdict = validate?.(value) ?? true;
      // A read-only field needs more than one answer.
      if (value !== 'readonly') expect([value, verdict]).toEqual([value, true]);
    }
    const example = /\(e\.g\. (\S+),/.exec(name === 'modifiers' ? question.message : '')?.[1];
    if (example !== undefined && !example.startsWith('from=')) expect(validate?.(example)).toBe(true);
    return name === 'flags' ? '' : (answers[name] ?? '');
  };
  const { exitCode, err } = await run(root, ['resource', 'Thing', '--skip-install'], ask);
  expect([exitCode, err]).toEqual([0, '']);
  expect(read(join(root, '.fastapi-architect/resources'), 'thing.json')).toContain(`"${type}"`);
});
