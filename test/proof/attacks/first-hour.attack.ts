import { cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checks, type Subject } from '../checks.ts';
import { ownTemporaryFolder } from '../owned.ts';
import { builtBin } from '../prove.ts';
import { mustPass } from '../pytest.ts';
import { follow, stepsIn } from '../recipes.ts';
import { mustRunPython } from '../run.ts';
import type { Attack } from './attack.ts';

/** Checks of the whole project, by the command that the document names. */
const CHECKS: Readonly<Record<string, string>> = {
  'ruff check': 'ruff check',
  'ruff format --check': 'ruff format',
  mypy: 'mypy --strict',
  'lint-imports': 'lint-imports',
};

/** The tests that the recipes concern: the others are those of the project before. */
const CONCERNED = /(_authors?|_books?|_book_\w+|_openapi|_migrations|architecture\/test_\w+)\.py$/;

const testFiles = (root: string): readonly string[] =>
  readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => CONCERNED.test(file) && file.includes('test_'))
    .map((file) => join('tests', file));

/** Runs a command of the document. Raises Error when it fails. */
async function run(subject: Subject, command: string): Promise<void> {
  const [, verb] = /^fastapi-architect (.+)$/.exec(command) ?? [];
  const [, tool = ''] = /^uv run (.+)$/.exec(command) ?? [];
  const check = checks.find(({ name }) => name === CHECKS[tool]);
  if (verb !== undefined) await (await builtBin())(subject.root, [...verb.split(' '), '--skip-install']);
  else if (check !== undefined) await check.run(subject);
  else if (tool.startsWith('python ')) {
    await mustRunPython(subject.python, tool.split(' ').slice(1), { cwd: subject.root, env: subject.env });
  } else if (tool === 'pytest') {
    const env = { TEST_DATABASE_URL: subject.testDatabaseUrl };
    await mustPass(subject, testFiles(subject.root), env);
  } else throw new Error(`docs/RECIPES.md: no way to run ${command}`);
}

/** Follows every recipe of the project's own document in a copy of it, and lets the project check what came of it. */
async function followRecipes(subject: Subject): Promise<void> {
  const root = join(mkdtempSync(join(ownTemporaryFolder(), 'first-hour-')), 'shop');
  cpSync(subject.root, root, { recursive: true });
  const own = { ...subject, root, env: { ...subject.env, PYTHONPATH: root } };
  const steps = stepsIn(readFileSync(join(root, 'docs', 'RECIPES.md'), 'utf8'));
  for (const step of steps) {
    if (step.does !== 'run') follow(root, step);
    else for (const command of step.commands) await run(own, command);
  }
}

export const attacks: readonly Attack[] = [
  { name: 'the recipes of docs/RECIPES.md, word for word', databases: 'any', run: followRecipes },
];
