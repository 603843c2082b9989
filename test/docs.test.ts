import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { fieldTypeNames } from '../src/fields/types.ts';
import { modifierNames } from '../src/fields/modifiers.ts';
import { binSpell, helpText, yoSpell, type Topic } from '../src/shell/help.ts';
import { allVerbs } from '../src/shell/verbs.ts';
import { parseResourceLine } from '../src/language/resource.ts';
import { edit } from './support/project.ts';
import { rulesPage, writtenRulesPage } from './support/rule-table.ts';
import { run } from './support/run.ts';
import { verbTable, writtenVerbTable } from './support/verb-table.ts';
import { tempFolder } from './support/folder.ts';

const root = join(import.meta.dirname, '..');
const templates = join(root, 'templates');
const documents = ['README.md', 'CONTRIBUTING.md'];
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

/** Which test or job runs a command that cannot be run here, and the words by which it does. */
const RUN_ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'npm ci': ['.ci/run', 'npm ci'],
  'npm run build': ['.ci/run', 'npm run build'],
  'npm run lint': ['.ci/run', 'npm run lint'],
  'npm test': ['.ci/run', 'npm test'],
  'npm run new:profile hello -- --from layered': ['test/proof/recipes.proof.ts', 'followRecipe'],
  'npm run demo': ['test/proof/demo.proof.ts', 'demo.mjs'],
  'npm install --global yo generator-fastapi-architect': ['test/proof/package.ts', "'install'"],
};

function shellCommands(path: string): readonly string[] {
  const fences = [...text(path).matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return fences
    .flatMap((fence) => fence.split('\n'))
    .flatMap((line) => line.split(' && '))
    .filter((line) => line !== '');
}

const GATE = 'npm run gate -- ';

/** Lists what a part of the gate would run, which has to be something. */
async function expectToList(command: string): Promise<void> {
  const words = parseResourceLine(command.slice(GATE.length));
  const { status, stdout } = spawnSync(process.execPath, ['scripts/gate.mjs', ...words, '--list'], {
    cwd: root,
    encoding: 'utf8',
    env: ownEnvironment(),
  });
  expect({ command, status }).toEqual({ command, status: 0 });
  expect(stdout).toMatch(/^relations api-v1 sqlite$/m);
}

/** The environment without what this run of the gate was told. */
const ownEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|GATE_|PROOF_)/.test(name)));

/** `yo fastapi-architect:resource X` and `fastapi-architect resource X` are the same to the core. */
function ownArguments(command: string): readonly string[] | undefined {
  const words = parseResourceLine(command);
  if (words[0] === 'fastapi-architect') return words.slice(1);
  const [, , verb] = /^(fastapi-architect)(?::(\w+))?$/.exec(words[1] ?? '') ?? [];
  return words[0] === 'yo' ? [verb ?? 'new', ...words.slice(2)] : undefined;
}

const examplesIn = (help: string): readonly string[] =>
  (help.split('Examples:\n')[1] ?? '')
    .split('\n\n')[0]!
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

async function project(): Promise<string> {
  const folder = tempFolder();
  const made = await run(
    folder,
    ['new', 'shop', '--yes', '--skip-install', '--skip-git'],
    undefined,
    templates,
  );
  expect(made.err).toBe('');
  return join(folder, 'shop');
}

/** Runs what a document shows, in a project that has what the examples speak of. */
async function expectToWork(command: string, cwd: string): Promise<void> {
  const words = ownArguments(command);
  if (!words) throw new Error(`${command}: not a command of ours`);
  const skips = { new: ['--yes', '--skip-install', '--skip-git'], resource: ['--skip-install'] };
  const given = [...words, ...(skips[words[0] as keyof typeof skips] ?? [])];
  const { exitCode, err } = await run(words[0] === 'new' ? tempFolder() : cwd, given, undefined, templates);
  // These projects are not installed, which doctor reports.
  const expected = words[0] === 'doctor' ? 2 : 0;
  expect({ command, exitCode, err }).toEqual({ command, exitCode: expected, err: '' });
}

test.each(documents)('every command of %s runs', async (path) => {
  const cwd = await project();
  for (const command of shellCommands(path)) {
    const elsewhere = RUN_ELSEWHERE[command];
    if (command.startsWith(GATE)) await expectToList(command);
    else if (elsewhere) expect(text(elsewhere[0])).toContain(elsewhere[1]);
    else await expectToWork(command, cwd);
  }
});

test.each(documents)('every npm script that %s names exists', (path) => {
  const named = [...text(path).matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
  expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
});

const everyVerb = await allVerbs();
const topics: readonly (readonly [string, Topic])[] = [
  ['all verbs', { all: everyVerb }],
  ...everyVerb.map((verb) => [verb.name, { one: verb }] as const),
];

describe.each(topics)('the examples that --help shows of %s', (_, topic) => {
  test('run', async () => {
    const examples = examplesIn(helpText(topic, binSpell));
    const cwd = await project();
    await run(cwd, ['resource', 'Invoice', 'number:str', '--skip-install'], undefined, templates);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) await expectToWork(example, cwd);
  });

  test('are the same for Yeoman', () => {
    const argumentsFor = (spell: typeof binSpell) => examplesIn(helpText(topic, spell)).map(ownArguments);
    expect(argumentsFor(yoSpell)).toEqual(argumentsFor(binSpell));
  });
});

test('the table of verbs in the README is that of the verbs there are', async () => {
  expect(writtenVerbTable()).toBe(await verbTable());
});

test('the README names every type, modifier and profile, and each relative link leads somewhere', () => {
  const readme = text('README.md');
  const types = /- types: `([^`]+)`/.exec(readme)?.[1]?.split(' ');
  const modifiers = /- modifiers: `([^`]+)`/
    .exec(readme)?.[1]
    ?.split(/\s+/)
    .map((word) => word.split('=')[0]);
  expect(types).toEqual(fieldTypeNames);
  expect(modifiers?.toSorted()).toEqual([...modifierNames].toSorted());
  for (const { id } of readProfiles(templates)) expect(readme).toContain(`| \`${id}\``);
  for (const [, path = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) expect(text(path)).not.toBe('');
});

test('what the README tells of an edited service is what happens', async () => {
  const cwd = await project();
  const own = async (...words: readonly string[]) =>
    run(cwd, [...words, '--skip-install'], undefined, templates);
  await own('resource', 'Invoice', 'number:str:max=40:unique', 'amount:decimal:precision=12:scale=2');
  await own('resource', 'Customer', 'name:str:max=80');
  const path = 'app/services/invoice.py';
  const rule = '        values["number"] = values["number"].upper()\n';
  const method = '    async def mine(self) -> None:\n        """Do something of its user\'s."""\n\n';
  edit(
    cwd,
    path,
    '        values = payload.model_dump()\n',
    `        values = payload.model_dump()\n${rule}`,
  );
  const mine = edit(cwd, path, '    async def delete(', `${method}    async def delete(`);
  const [, transcript = ''] =
    /^\$ (fastapi-architect resource Invoice customer[^]*?)^```$/m.exec(text('README.md')) ?? [];
  const [said = '', ...lines] = transcript.trimEnd().split('\n');
  const { out } = await own(...said.split(' ').slice(1));
  const diff = lines.slice(lines.findIndex((line) => line.startsWith('$ git diff')) + 1);
  const merged = readFileSync(join(cwd, path), 'utf8');
  for (const line of diff) {
    const isIn = (whole: string): boolean => whole.split('\n').includes(line.slice(1));
    expect([line, isIn(mine), isIn(merged)]).toEqual([line, !line.startsWith('+'), !line.startsWith('-')]);
  }
  expect(merged).toContain(method);
  for (const line of lines.filter((each) => /^ +(update|merge|create) /.test(each)))
    expect(out).toContain(line.trim());
  expect(out).toMatch(/merge {2}app\/services\/invoice\.py/);
  expect(out).toMatch(/create {2}alembic\/versions\/\w+_add_customer_to_invoices\.py/);
  expect(out.split('\n').filter((line) => /^ +(update|merge|create) /.test(line))).toHaveLength(3 + 9);
  expect(out).toContain(lines.find((line) => /^\d+ files: /.test(line)));
});

test('the table of the rules is that of the rules and the edits there are', async () => {
  expect(writtenRulesPage()).toBe(await rulesPage());
});
