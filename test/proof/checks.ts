import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBeside } from './beside.ts';
import { typedClient } from './client.ts';
import { logIn, secretsOf, type Api } from './login.ts';
import { pasteLogin } from './readme.ts';
import { mustPass, pytest } from './pytest.ts';
import { mustRun, mustRunPython } from './run.ts';
import { semgrep } from './semgrep.ts';
import { startServer } from './server.ts';
import { talk } from './talk.ts';
import { checkTypes } from './type-check.ts';
import type { StartOptions } from './worker.ts';

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

const optionsOf = ({ root, env, databaseUrl }: Subject): StartOptions => ({
  cwd: root,
  env: { ...env, ...(databaseUrl !== '' && { DATABASE_URL: databaseUrl }) },
});

/** A program that is installed as a module too, so that no search path decides which one it is. */
const module = (name: string, ...command: readonly string[]): Check => ({
  name,
  databases: 'any',
  run: async (subject) => void (await mustRun(subject.python, ['-m', ...command], optionsOf(subject))),
});

/** Alembic's own command line, several times in one process. */
const ALEMBIC = `
import sys
from alembic.config import main
for command in sys.argv[1:]:
    main(argv=command.split())
`;

/** Runs commands of Alembic, each as it is typed. */
export async function alembic(subject: Subject, ...commands: readonly string[]): Promise<void> {
  await mustRunPython(subject.python, ['-c', ALEMBIC, ...commands], optionsOf(subject));
}

/** Each brings the database to where it begins, so that it can be run alone. */
const migration = (name: string, ...commands: readonly string[]): Check => ({
  name,
  databases: 'each',
  run: (subject) => alembic(subject, ...commands),
});

/** The document is what the code says. */
async function documentIsCurrent(subject: Subject): Promise<void> {
  const file = join(subject.root, documentFile);
  const before = readFileSync(file, 'utf8');
  await mustRunPython(subject.python, exportScript, optionsOf(subject));
  if (readFileSync(file, 'utf8') !== before) throw new Error(`${documentFile} is not current`);
}

/** A test of the project notices when the document is not what the code says, or is not there. */
async function staleDocumentIsNoticed(subject: Subject): Promise<void> {
  const file = join(subject.root, documentFile);
  const before = readFileSync(file, 'utf8');
  const test = () => pytest(subject, ['tests/test_openapi.py']);
  try {
    writeFileSync(file, before.replace('"paths"', '"ways"'));
    const stale = await test();
    if (stale.code !== 1)
      throw new Error(`a stale ${documentFile} gave exit code ${stale.code} from the project's tests`);
    rmSync(file);
    const missing = await test();
    if (missing.code !== 1)
      throw new Error(`a missing ${documentFile} gave exit code ${missing.code} under CI`);
  } finally {
    writeFileSync(file, before);
  }
}

/** Works with a running project, as whom its login lets in. */
export type Work = (api: Api, subject: Subject) => Promise<unknown>;

async function serve(subject: Subject, work: Work): Promise<void> {
  const server = await startServer(subject);
  let secrets: readonly string[] = [];
  try {
    const api = await logIn(subject, server.url);
    secrets = secretsOf(api);
    await work(api, subject);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${server.log().slice(-4000)}`, { cause: error });
  } finally {
    await server.stop();
  }
  const leaked = secrets.find((secret) => server.log().includes(secret));
  if (leaked !== undefined) throw new Error(`the server logged the password or the token ${leaked}`);
  if (/Traceback|ERROR/.test(server.log())) throw new Error(`the server logged an error\n${server.log()}`);
}

/** Does something with the running project, on a database that is migrated. */
export async function migrateAndServe(subject: Subject, work: Work): Promise<void> {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, (own) => serve(own, work));
}

/** THE table of what every generated project has to pass, beside its own tests. */
export const checks: readonly Check[] = [
  module('ruff check', 'ruff', 'check', '.'),
  module('ruff format', 'ruff', 'format', '--check', '.'),
  { name: 'mypy --strict', databases: 'any', run: checkTypes },
  {
    name: 'architecture tests',
    databases: 'any',
    run: (subject) => mustPass(subject, ['tests/architecture']),
  },
  {
    name: 'lint-imports',
    databases: 'any',
    run: async (subject) =>
      void (await mustRunPython(
        subject.python,
        ['-c', 'from importlinter.cli import lint_imports_command as run; run()'],
        optionsOf(subject),
      )),
  },
  { name: 'openapi.json is current', databases: 'any', run: documentIsCurrent },
  { name: 'typed client', databases: 'any', run: ({ root }) => typedClient(root) },
  migration('alembic upgrade head', 'upgrade head'),
  migration('alembic check', 'upgrade head', 'check'),
  {
    name: 'server answers',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, talk),
  },
  migration('alembic downgrade base', 'upgrade head', 'downgrade base'),
  migration('alembic upgrade again', 'upgrade head', 'downgrade base', 'upgrade head'),
];

/** What does not depend on the resources, and is therefore checked once for each profile and login. */
export const checksOfStack: readonly Check[] = [
  { name: 'a stale openapi.json is noticed', databases: 'any', run: staleDocumentIsNoticed },
  {
    name: 'the login of the README works',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, ({ url }, own) => pasteLogin(own, url)),
  },
];

/** What looks at the code of resources, and need not look at every shape of them. */
export const checksOfResources: readonly Check[] = [
  { name: 'semgrep', databases: 'any', run: ({ root }) => semgrep(root) },
];
