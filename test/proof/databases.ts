import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isLeftOver, ownName } from './owned.ts';
import { mustRunPython, runPython } from './run.ts';

export type DatabaseName = 'sqlite' | 'postgresql';

const local = 'postgresql://postgres@127.0.0.1:5432/postgres';
/** Milliseconds. A machine that is overloaded answers late, and would be taken for one without a database. */
const CONNECT = 60_000;
const databasePrefix = 'architect_test_';

/** Reads a URL from the environment; raises Error with the name of the variable. */
export function urlIn(variable: string, fallback: string): URL {
  const text = process.env[variable];
  if (text === undefined) return new URL(fallback);
  if (!URL.canParse(text))
    throw new Error(`${variable} is no URL: ${JSON.stringify(text)}; e.g. ${fallback}`);
  return new URL(text);
}

/** Where PostgreSQL is looked for: what TEST_DATABASE_URL names, else the local default. */
export const postgresUrl = (): URL => urlIn('TEST_DATABASE_URL', local);

const plainUrl = (): string => postgresUrl().href.replace(/^postgres(ql)?(\+\w+)?:/, 'postgresql:');

/** Whether something listens there. */
export function answers({ hostname, port }: URL, usualPort: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || usualPort), timeout: CONNECT });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

/**
 * Returns the databases that projects are proved on: PostgreSQL where one answers. Raises Error when TEST_DATABASE_URL names one that does not.
 */
export async function databases(): Promise<readonly DatabaseName[]> {
  if (await answers(postgresUrl(), 5432)) return ['sqlite', 'postgresql'];
  if (process.env['TEST_DATABASE_URL'] !== undefined)
    throw new Error(`TEST_DATABASE_URL names ${postgresUrl().host}, where nothing is listening`);
  return ['sqlite'];
}

/** Runs statements, each outside a transaction, and prints the rows of the last one as JSON. */
const program = `
import asyncio, json, sys, asyncpg
async def main(url, *statements):
    connection = await asyncpg.connect(url, timeout=60)
    for text in statements:
        rows = await connection.fetch(text)
    await connection.close()
    print(json.dumps([list(row.values()) for row in rows]))
try:
    asyncio.run(main(*sys.argv[1:]))
except Exception as error:
    raise SystemExit(f"{type(error).__name__}: {error}")
`;

async function execute(python: string, ...statements: readonly string[]): Promise<readonly string[][]> {
  const args = ['-c', program, plainUrl(), ...statements];
  return JSON.parse(await mustRunPython(python, args, { cwd: import.meta.dirname })) as string[][];
}

/**
 * Says why no project can be proved on a PostgreSQL that answers, in one line, or nothing when it lets us create databases.
 *
 * @param python one that has asyncpg
 */
export async function postgresFault(python: string): Promise<string | undefined> {
  const question = 'SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user';
  const args = ['-c', program, plainUrl(), question];
  const { code, output } = await runPython(python, args, { cwd: import.meta.dirname });
  const advice = 'name another one with TEST_DATABASE_URL';
  const [reason = ''] = output.trim().split('\n').slice(-1);
  if (code !== 0) return `PostgreSQL at ${postgresUrl().host} refused the login: ${reason}; ${advice}`;
  const [[mayCreate] = []] = JSON.parse(output) as boolean[][];
  return mayCreate
    ? undefined
    : `PostgreSQL at ${postgresUrl().host}: the role may not create databases; ${advice}`;
}

/**
 * Drops the databases of proofs that were killed.
 *
 * @param python one that has asyncpg
 * @returns how many there were
 */
export async function dropLeftOverDatabases(python: string): Promise<number> {
  const rows = await execute(
    python,
    `SELECT datname FROM pg_database WHERE datname LIKE '${databasePrefix}%'`,
  );
  const names = rows.flat().filter(isLeftOver);
  for (const name of names) await execute(python, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return names.length;
}

export interface Database {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates an empty database whose name contains `test`. `python` is one that has the project's drivers, `root` a folder for files. */
export async function createDatabase(name: DatabaseName, python: string, root: string): Promise<Database> {
  const label = `${ownName(databasePrefix)}_${randomBytes(5).toString('hex')}`;
  if (name === 'sqlite') {
    const file = join(root, `.${label}.db`).replaceAll('\\', '/');
    return { url: `sqlite+aiosqlite:///${file}`, drop: async () => {} };
  }
  // Test data need not survive a power cut.
  const careless = `ALTER DATABASE ${label} SET synchronous_commit = off`;
  await execute(python, `CREATE DATABASE ${label}`, careless);
  const url = new URL(plainUrl().replace('postgresql:', 'postgresql+asyncpg:'));
  url.pathname = `/${label}`;
  return {
    url: url.href,
    drop: async () => void (await execute(python, `DROP DATABASE ${label} WITH (FORCE)`)),
  };
}
