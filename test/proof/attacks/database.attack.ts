import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { alembic, type Subject } from '../checks.ts';
import { withBeside } from '../beside.ts';
import { logIn } from '../login.ts';
import { runPython } from '../run.ts';
import { freePort, startServer } from '../server.ts';
import { start, startPython } from '../worker.ts';
import type { Attack } from './attack.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { send, shop, type Said, type Shop } from './shop.ts';

/** Short timeouts, so that a fault shows soon. */
const timeouts = {
  DATABASE_POOL_SIZE: '4',
  DATABASE_POOL_TIMEOUT_SECONDS: '2',
  DATABASE_CONNECT_TIMEOUT_SECONDS: '2',
  DATABASE_STATEMENT_TIMEOUT_SECONDS: '2',
  DATABASE_LOCK_TIMEOUT_SECONDS: '1',
};
/** Milliseconds in which each request is answered, whatever becomes of the database. */
const LIMIT = 20_000;
const AT_ONCE = 12;

const isPostgres = ({ databaseUrl }: Subject): boolean => databaseUrl.startsWith('postgresql');

/** Raises Error for an answer that is neither of these statuses, or a 503 that is no problem or does not say when to come back. */
function expectAnswers(what: string, answers: readonly Said[], ...allowed: readonly number[]): void {
  const wrong = answers.filter(({ status }) => !allowed.includes(status)).map(({ status }) => status);
  if (wrong.length > 0)
    throw new Error(`${what}: ${wrong.length} of ${answers.length} answered ${wrong.join(', ')}`);
  for (const { status, headers, body } of answers)
    if (status === 503 && (!headers.has('retry-after') || body['error_code'] !== 'unavailable'))
      throw new Error(`${what}: a 503 without Retry-After or error_code: ${JSON.stringify(body)}`);
}

/** Sends requests at once. Raises Error when they take too long. */
async function together(what: string, make: (turn: number) => Promise<Said>): Promise<readonly Said[]> {
  const began = Date.now();
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => make(turn)));
  const took = Date.now() - began;
  if (took > LIMIT) throw new Error(`${what}: answered after ${took} ms`);
  return answers;
}

/** What an attack has to work with. */
interface Scene {
  readonly shop: Shop;
  readonly proxy: Proxy;
  readonly subject: Subject;
}

/** Serves a migrated project whose database is behind a proxy. Raises Error when it logs a traceback. */
async function serveBehindProxy(subject: Subject, work: (scene: Scene) => Promise<void>): Promise<void> {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, async (own) => {
    const proxy = await startProxy(own.databaseUrl);
    const server = await startServer({ ...own, databaseUrl: proxy.url }, timeouts);
    try {
      await work({ shop: await shop(await logIn(own, server.url)), proxy, subject: own });
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${server.log().slice(-3000)}`, { cause: error });
    } finally {
      proxy.forward();
      await server.stop();
      await proxy.close();
    }
    if (server.log().includes('Traceback')) throw new Error(`a traceback\n${server.log().slice(-4000)}`);
  });
}

const mixed =
  ({ api, paths, bodyOf }: Shop) =>
  async (turn: number): Promise<Said> =>
    turn % 2 ? send(api, 'GET', paths.tag) : send(api, 'POST', paths.tag, await bodyOf('tag'));

/** Liveness does not depend on the database, and readiness says within moments how it is. */
async function expectHealth({ api }: Shop, ready: number): Promise<void> {
  const probes = await together('the probes', (turn) =>
    send(api, 'GET', turn % 2 ? '/health/live' : '/health/ready'),
  );
  expectAnswers(
    'liveness',
    probes.filter((_, turn) => turn % 2),
    200,
  );
  expectAnswers(
    'readiness',
    probes.filter((_, turn) => turn % 2 === 0),
    ready,
  );
}

/** The database answers again: soon all requests succeed. */
async function expectRecovery(all: Shop): Promise<void> {
  const end = Date.now() + LIMIT;
  for (;;) {
    const answers = await together('after the fault', mixed(all));
    if (answers.every(({ status }) => status === 200 || status === 201)) return;
    if (Date.now() > end) return expectAnswers('after the fault', answers, 200, 201);
    await sleep(200);
  }
}

/** Connections break while requests run; the next requests do not notice. */
async function cutConnections({ shop: all, proxy }: Scene): Promise<void> {
  const running = together('cut connections', mixed(all));
  await sleep(20);
  proxy.cut();
  expectAnswers('cut connections', await running, 200, 201, 503);
  await together('warming up', mixed(all));
  proxy.cut();
  expectAnswers('after a restart', await together('after a restart', mixed(all)), 200, 201);
}

async function refuseConnections({ shop: all, proxy }: Scene): Promise<void> {
  proxy.refuse();
  expectAnswers('refused connections', await together('refused connections', mixed(all)), 503);
  await expectHealth(all, 503);
  proxy.forward();
  await expectRecovery(all);
}

async function freezeConnections({ shop: all, proxy }: Scene): Promise<void> {
  proxy.freeze();
  expectAnswers('a frozen database', await together('a frozen database', mixed(all)), 503);
  await expectHealth(all, 503);
  proxy.forward();
  await expectRecovery(all);
}

/** Locks a table for some seconds, as a migration or a long transaction does. */
const LOCK = `
import asyncio, sys, asyncpg
async def main(url, table, seconds):
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        print("locked", flush=True)
        await asyncio.sleep(float(seconds))
asyncio.run(main(*sys.argv[1:]))
`;

/** All connections wait for a lock: requests are told so, and the instance stays in service. */
async function exhaustPool({ shop: all, subject }: Scene): Promise<void> {
  const args = ['-c', LOCK, subject.databaseUrl, 'tags', '8'];
  const locker = startPython(subject.python, args, { cwd: subject.root, env: subject.env });
  while (!locker.printed().includes('locked')) await sleep(50);
  const waiting = together('an exhausted pool', mixed(all));
  await sleep(200);
  await expectHealth(all, 200);
  expectAnswers('an exhausted pool', await waiting, 503);
  await locker.ended;
  await expectRecovery(all);
}

const REQUESTS = 500;
const WORKERS = 25;

/** 500 requests while the database restarts twice: what was acknowledged is there, and nothing is our fault. */
async function restartUnderLoad({ shop: all, proxy }: Scene): Promise<void> {
  const turns = Array.from({ length: REQUESTS }, (_, turn) => turn).values();
  const answers: Said[] = [];
  const sendMixed = mixed(all);
  const work = async () => {
    for (const turn of turns) answers.push(await sendMixed(turn));
  };
  const restart = async (at: number) => {
    while (answers.length < at) await sleep(10);
    proxy.refuse();
    await sleep(500);
    proxy.forward();
  };
  const restarts = Promise.all([restart(REQUESTS / 4), restart(REQUESTS / 2)]);
  await Promise.all(Array.from({ length: WORKERS }, work));
  await restarts;
  await expectRecovery(all);
  expectAnswers('load during restarts', answers, 200, 201, 503);
  const kept = answers.filter(({ status }) => status === 201).map(({ body }) => String(body['id']));
  if (kept.length < REQUESTS / 10) throw new Error(`only ${kept.length} writes were acknowledged`);
  for (const key of kept) {
    const { status } = await send(all.api, 'GET', `${all.paths.tag}/${key}`);
    if (status !== 200) throw new Error(`an acknowledged write was lost: ${key} answered ${status}`);
  }
}

/** What is tried on one running project, by name. */
const faults: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  cut: cutConnections,
  refused: refuseConnections,
  exhausted: exhaustPool,
  restarted: restartUnderLoad,
  frozen: freezeConnections,
};

async function faultsOfPostgres(scene: Scene): Promise<void> {
  const found: string[] = [];
  for (const [name, attack] of Object.entries(faults))
    await attack(scene).catch((error: Error) => found.push(`${name}: ${error.message}`));
  if (found.length > 0) throw new Error(found.join('\n'));
}

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
      const body = { label: randomUUID(), key: randomUUID() };
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
    run: (subject) => (isPostgres(subject) ? serveBehindProxy(subject, faultsOfPostgres) : lockFile(subject)),
  },
  { name: 'a database that is not migrated says so', databases: 'each', run: missingMigrations },
  {
    name: 'database URLs of hosting platforms work or are refused',
    databases: 'each',
    run: async (subject) => (isPostgres(subject) ? hostingUrls(subject) : undefined),
  },
];
