import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { mustRun } from './run.ts';

export type DatabaseName = 'sqlite' | 'postgresql';

const local = 'postgresql://postgres@127.0.0.1:5432/postgres';

/** Where PostgreSQL is asked for: what the caller names, else the local default. */
export const postgresUrl = new URL(process.env['TEST_DATABASE_URL'] ?? local);

/** Whether something listens there. */
export function answers({ hostname, port }: URL, usualPort: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || usualPort), timeout: 3000 });
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
 * The databases that projects are proved on. One that answers is used, and failing to log in there is then a failure of the checks.
 * Raises Error when TEST_DATABASE_URL names one that does not answer.
 */
export async function databases(): Promise<readonly DatabaseName[]> {
  if (await answers(postgresUrl, 5432)) return ['sqlite', 'postgresql'];
  if (process.env['TEST_DATABASE_URL'] !== undefined)
    throw new Error(`TEST_DATABASE_URL names ${postgresUrl.host}, where nothing answers`);
  return ['sqlite'];
}

const statement = `
import asyncio, sys, asyncpg
async def main(url, text):
    connection = await asyncpg.connect(url)
    await connection.execute(text)
    await connection.close()
asyncio.run(main(*sys.argv[1:]))
`;

export interface Database {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes an empty database of a name that contains `test`. `python` is one that has the project's drivers, `root` a folder for files. */
export async function createDatabase(name: DatabaseName, python: string, root: string): Promise<Database> {
  const label = `architect_test_${randomBytes(5).toString('hex')}`;
  if (name === 'sqlite') {
    const file = join(root, `.${label}.db`).replaceAll('\\', '/');
    return { url: `sqlite+aiosqlite:///${file}`, drop: async () => {} };
  }
  const plain = postgresUrl.href.replace(/^postgres(ql)?(\+\w+)?:/, 'postgresql:');
  const execute = (text: string) => mustRun(python, ['-c', statement, plain, text], { cwd: root });
  await execute(`CREATE DATABASE ${label}`);
  const url = new URL(plain.replace('postgresql:', 'postgresql+asyncpg:'));
  url.pathname = `/${label}`;
  return { url: url.href, drop: async () => void (await execute(`DROP DATABASE ${label} WITH (FORCE)`)) };
}
