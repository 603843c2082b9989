import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBeside } from './beside.ts';
import { typedClient } from './client.ts';
import { logIn } from './login.ts';
import { pasteLogin } from './readme.ts';
import { run } from './run.ts';
import { semgrep } from './semgrep.ts';
import { startServer } from './server.ts';
import { talk } from './talk.ts';

/** A generated project in its environment. */
export interface Subject {
  readonly root: string;
  readonly python: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An empty database to migrate and serve. Only where a check asks for one. */
  readonly databaseUrl: string;
  /** Another one for the tests, which drop what is in it. */
  readonly testDatabaseUrl: string;
  /** Where the tests find Redis; empty where they have to do without. */
  readonly redisUrl: string;
}

/** One row of the proof. It passes when `run` does not raise; the rows of a database are run in this order. */
export interface Check {
  readonly name: string;
  /** `any`: has nothing to do with databases, and is run once. */
  readonly databases: 'any' | 'each';
  readonly run: (subject: Subject) => Promise<void>;
}

const documentFile = 'openapi.json';
const exportScript = ['scripts/export_openapi.py'];

async function python(subject: Subject, args: readonly string[], seconds = 600): Promise<string> {
  const { root, env, databaseUrl } = subject;
  const variables = { ...env, ...(databaseUrl !== '' && { DATABASE_URL: databaseUrl }) };
  const { code, output } = await run(subject.python, args, { cwd: root, env: variables, seconds });
  if (code !== 0) throw new Error(`python ${args.join(' ')} ended with ${code}\n${output.slice(-8000)}`);
  return output;
}

/** A program that is installed as a module too, so that no search path decides which one it is. */
const module = (name: string, databases: Check['databases'], ...command: readonly string[]): Check => ({
  name,
  databases,
  run: async (subject) => void (await python(subject, ['-m', ...command])),
});

const coverage = [
  '--cov=app',
  '--cov-branch',
  '--cov-report=term-missing:skip-covered',
  '--cov-fail-under=95',
];

async function runTests(subject: Subject): Promise<void> {
  const redis = subject.redisUrl === '' ? {} : { TEST_REDIS_URL: subject.redisUrl };
  const env = { ...subject.env, ...redis, TEST_DATABASE_URL: subject.testDatabaseUrl };
  const cache = `-ocache_dir=.pytest_cache`;
  const args = ['-m', 'pytest', '-q', '-W', 'error', cache, '-p', 'no:randomly', ...coverage];
  const output = await python({ ...subject, env, databaseUrl: '' }, args, 1200);
  const hidden = /\b\d+ (skipped|xfailed|deselected)\b/.exec(output);
  if (hidden !== null) throw new Error(`pytest: ${hidden[0]}, and a test that is not run proves nothing`);
}

/** The document is what the code says, and a test of the project notices when it is not. */
async function documentIsCurrent(subject: Subject): Promise<void> {
  const file = join(subject.root, documentFile);
  const before = readFileSync(file, 'utf8');
  await python(subject, exportScript);
  if (readFileSync(file, 'utf8') !== before) throw new Error(`${documentFile} is not current`);
  const tests = ['-m', 'pytest', '-q', '--no-cov', 'tests/test_openapi.py'];
  try {
    writeFileSync(file, before.replace('"paths"', '"ways"'));
    const { code } = await run(subject.python, tests, { cwd: subject.root, env: subject.env });
    if (code !== 1)
      throw new Error(`a stale ${documentFile} gave exit code ${code} from the project's tests`);
    rmSync(file);
    const missing = await run(subject.python, tests, { cwd: subject.root, env: subject.env });
    if (missing.code !== 1)
      throw new Error(`a missing ${documentFile} gave exit code ${missing.code} under CI`);
  } finally {
    writeFileSync(file, before);
  }
}

async function serves(subject: Subject): Promise<void> {
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl };
  const server = await startServer(subject.python, subject.root, env);
  try {
    await talk(await logIn(subject, server.url));
    await pasteLogin(subject, server.url);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${server.log().slice(-4000)}`, { cause: error });
  } finally {
    await server.stop();
  }
  if (/Traceback|ERROR/.test(server.log())) throw new Error(`the server logged an error\n${server.log()}`);
}

/** THE table of what every generated project has to pass. */
export const checks: readonly Check[] = [
  module('ruff check', 'any', 'ruff', 'check', '.'),
  module('ruff format', 'any', 'ruff', 'format', '--check', '.'),
  module('mypy --strict', 'any', 'mypy', '--strict'),
  module('architecture tests', 'any', 'pytest', '-q', '--no-cov', 'tests/architecture'),
  {
    name: 'lint-imports',
    databases: 'any',
    run: async (subject) =>
      void (await python(subject, ['-c', 'from importlinter.cli import lint_imports_command as run; run()'])),
  },
  { name: 'openapi.json is current', databases: 'any', run: documentIsCurrent },
  { name: 'semgrep', databases: 'any', run: ({ root }) => semgrep(root) },
  { name: 'typed client', databases: 'any', run: ({ root }) => typedClient(root) },
  { name: 'pytest, coverage 95', databases: 'each', run: runTests },
  module('alembic upgrade head', 'each', 'alembic', 'upgrade', 'head'),
  module('alembic check', 'each', 'alembic', 'check'),
  { name: 'server answers', databases: 'each', run: (subject) => withBeside(subject, serves) },
  module('alembic downgrade base', 'each', 'alembic', 'downgrade', 'base'),
  module('alembic upgrade again', 'each', 'alembic', 'upgrade', 'head'),
];
