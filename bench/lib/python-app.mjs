// A generated project that is installed, migrated and filled, and the floor beside it in the same environment.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { inEnvironment, installProject } from '../../scripts/python.mjs';
import { run } from './child.mjs';
import { loggedIn } from './login.mjs';
import { emptied, newProject, packageRoot, temporaryFolder, verb } from './workspace.mjs';

const PRODUCT =
  'Product name:str:max=200 slug:slug:from=name price:decimal:precision=10:scale=2:gt=0 stock:int:ge=0:default=0 ' +
  'status:enum:values=draft,active,retired:default=draft released:date:optional attributes:json:optional';
export const databases = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };
const floor = join(packageRoot, 'bench', 'floor');

/** The server whose databases may be made and dropped. */
const serverUrl = process.env['BENCH_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432';

/** Makes an empty database that goes with the process. @param {string} database @param {string} project @param {string} owner */
function databaseUrl(database, project, owner) {
  if (database === 'sqlite') return `sqlite+aiosqlite:///${join(project, 'bench.db')}`;
  const name = `fastapi_architect_bench_${owner.replaceAll('-', '_')}_${process.pid}_${randomBytes(4).toString('hex')}`;
  const call = (/** @type {string} */ action) => ({
    command: inEnvironment(project, 'python'),
    args: [join(floor, 'database.py'), action, serverUrl, name],
    cwd: project,
  });
  run(call('create'));
  // Before the folder goes, and the interpreter in it.
  process.prependListener('exit', () => void run(call('drop')));
  const url = new URL(serverUrl.replace(/^postgres(ql)?:/, 'postgresql+asyncpg:'));
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * A project with its table made and nothing in it.
 *
 * @param {{ id: string, prefix: string }} profile
 * @param {keyof typeof databases} database
 * @param {readonly (readonly string[])[]} [verbs] what is done to it before it is installed
 */
export async function preparedProject({ id, prefix }, database, verbs = []) {
  const work = emptied(join(temporaryFolder(), 'work'));
  run(newProject(work, ['--profile', id, '--database', database, '--resource', PRODUCT]));
  const project = join(work, 'shop');
  for (const words of verbs) run(verb(project, [...words, '--skip-install']));
  installProject(project);
  const common = {
    ...parseEnv(readFileSync(join(project, '.env.example'), 'utf8')),
    SECRET_KEY: randomBytes(32).toString('hex'),
    DATABASE_URL: databaseUrl(database, project, id),
    ALLOWED_HOSTS: '127.0.0.1',
    CORS_ORIGINS: '',
    // Weak settings do not start in production.
    PUBLIC_URL: 'https://www.example.com',
    SMTP_HOST: 'mail.example.com',
    PREFIX: prefix,
  };
  const { env: more, headers } = await loggedIn(project, common);
  const env = { ...common, ...more };
  const program = (/** @type {string} */ name) => inEnvironment(project, name);
  run({ command: program('alembic'), args: ['upgrade', 'head'], cwd: project, env });
  const served = { uvicorn: program('uvicorn'), env, headers, path: `${prefix}/products` };
  return {
    ours: { ...served, app: 'app.main:app', cwd: project, options: ['--no-server-header'] },
    bare: { ...served, app: 'app:app', cwd: floor, options: ['--no-server-header', '--no-access-log'] },
    /** Runs a script that fills tables. @param {readonly string[]} args @returns {any} what it printed, as JSON */
    seed: (...args) =>
      JSON.parse(run({ command: program('python'), args, cwd: floor, env: { ...env, PYTHONPATH: project } })),
  };
}

/**
 * The same with products in it, and the keys of some of them.
 *
 * @param {Parameters<typeof preparedProject>} args
 */
export async function preparedApps(...args) {
  const prepared = await preparedProject(...args);
  return { ...prepared, keys: /** @type {string[]} */ (prepared.seed('seed.py')) };
}
