import { withDatabase } from '../evolve-database.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { alembic, type Subject } from '../checks.ts';
import { withBeside } from '../beside.ts';
import { logIn } from '../login.ts';
import { runPython } from '../run.ts';
import { freePort, startServer } from '../server.ts';
import { start, startPython } from '../worker.ts';
import type { Attack } from './attack.ts';
import { expectAnswers, expectHealth, expectRecovery, mixed, timeouts, together } from './expected.ts';
import { faultsOfPostgres } from './faults.ts';
import { send, shop } from './shop.ts';

const isPostgres = ({ databaseUrl }: Subject): boolean => databaseUrl.startsWith('postgresql');

/** Starts a project that is alive and may not be ready, and says what it answers. */
async function serveUnready(subject: Subject, work: (url: string) => Promise<void>): Promise<string> {
  const port = await freePort();
  const args = ['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', String(port)];
  const env = { ...subject.env, ...timeouts, DATABASE_URL: subject.databaseUrl };
  const server = start([subject.python, ...args], { cwd: subject.root, env });
  const api = { url: `http://127.0.0.1:${port}`, headers: {} };
  try {
    while ((await send(api, 'GET', '/health/live')).status !== 200) await sleep(100);
    await work(api.url);
  } finally {
    server.kill('SIGTERM');
    await server.ended;
  }
  return server.printed();
}

/** A database without tables, and one that lacks the newest migration: both are told in one line. */
async function missingMigrations(subject: Subject): Promise<void> {
  for (const commands of [[], ['upgrade head', 'downgrade -1']]) {
    if (commands.length > 0) await alembic(subject, ...commands);
    const log = await serveUnready(subject, async (url) => {
      const ready = await send({ url, headers: {} }, 'GET', '/health/ready');
      expectAnswers('readiness without migrations', [ready], 503);
      if (!String(ready.body['detail']).includes('alembic upgrade head'))
        throw new Error(`readiness does not name the command: ${JSON.stringify(ready.body)}`);
      if (commands.length > 0) return;
      const all = await shop({ url, headers: {} });
      expectAnswers('a list without its table', [await send(all.api, 'GET', all.paths.tag)], 401, 503);
    });
    if (log.includes('Traceback')) throw new Error(`a traceback\n${log.slice(-4000)}`);
    if (!log.includes('alembic upgrade head')) throw new Error(`the start says nothing\n${log}`);
  }
}

/** Parameters that hosting platforms add, which have to work, and some that have to be named. */
const WORKING =
  'sslmode=prefer&connect_timeout=10&application_name=shop&options=-c%20search_path%3Dpublic&target_session_attrs=any&channel_binding=prefer';
const REFUSED = {
  channel_binding: 'channel_binding=require',
  sslmode: 'sslmode=sometimes',
  sslrootcert: 'sslmode=verify-full&sslrootcert=/no/such/file',
  pool_size: 'pool_size=5',
};

async function hostingUrls(subject: Subject): Promise<void> {
  const plain = subject.databaseUrl.replace('postgresql+asyncpg', 'postgres');
  const own = { ...subject, databaseUrl: `${plain}?${WORKING}` };
  await alembic(own, 'upgrade head');
  await withBeside(own, async (beside) => {
    const server = await startServer(beside);
    try {
      const all = await shop(await logIn(beside, server.url));
      expectAnswers('a URL with parameters', await together('a URL', mixed(all)), 200, 201);
    } finally {
      await server.stop();
    }
  });
  for (const [name, query] of Object.entries(REFUSED)) {
    const env = { ...subject.env, DATABASE_URL: `postgres://me:hunter2@127.0.0.1/shop?${query}` };
    const { code, output } = await runPython(subject.python, ['-c', 'import app.main'], {
      cwd: subject.root,
      env,
    });
    if (code === 0) throw new Error(`${query} did not stop the start`);
    if (!output.includes(name))
      throw new Error(`${query}: the start does not name it\n${output.slice(-800)}`);
    if (output.includes('hunter2')) throw new Error(`${query}: the password was printed`);
  }
}

/** Locks a file of SQLite for some seconds. */
const LOCK_FILE = `
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
`;

async function lockFile(subject: Subject): Promise<void> {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, async (own) => {
    const server = await startServer(own, { ...timeouts, DATABASE_LOCK_TIMEOUT_SECONDS: '0.5' });
    try {
      const all = await shop(await logIn(own, server.url));
      const args = ['-c', LOCK_FILE, own.databaseUrl.replace('sqlite+aiosqlite:///', ''), '15'];
      const locker = startPython(own.python, args, { cwd: own.root, env: own.env });
      while (!locker.printed().includes('locked')) await sleep(50);
      const body = await all.bodyOf('tag');
      const wait = together('a locked file', (turn) =>
        turn % 2 ? send(all.api, 'GET', all.paths.tag) : send(all.api, 'POST', all.paths.tag, body),
      );
      await expectHealth(all, 200);
      const answers = await wait;
      expectAnswers(
        'reading a locked file',
        answers.filter((_, turn) => turn % 2),
        200,
        503,
      );
      expectAnswers(
        'writing to a locked file',
        answers.filter((_, turn) => turn % 2 === 0),
        503,
      );
      await locker.ended;
      await expectRecovery(all);
    } finally {
      await server.stop();
    }
    if (server.log().includes('Traceback')) throw new Error(`a traceback\n${server.log().slice(-4000)}`);
  });
}

export const attacks: readonly Attack[] = [
  {
    name: 'faults of the database are answered 503',
    databases: 'each',
    run: (subject) => (isPostgres(subject) ? faultsOfPostgres : lockFile)(subject),
  },
  {
    name: 'a database that is not migrated says so',
    databases: 'each',
    // The subject's own is migrated by the attacks before.
    run: (subject) => withDatabase(subject, missingMigrations),
  },
  {
    name: 'database URLs of hosting platforms work or are refused',
    databases: 'each',
    on: 'postgresql',
    run: hostingUrls,
  },
];
