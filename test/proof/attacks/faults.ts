import { setTimeout as sleep } from 'node:timers/promises';
import { alembic, type Subject } from '../checks.ts';
import { withBeside } from '../beside.ts';
import { logIn } from '../login.ts';
import { startServer } from '../server.ts';
import { startPython } from '../worker.ts';
import { expectAnswers, expectHealth, expectRecovery, mixed, timeouts, together } from './expected.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { send, shop, type Said, type Shop } from './shop.ts';

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

/** Runs all of them on one server. Raises Error that lists what went wrong. */
async function tryFaults(scene: Scene): Promise<void> {
  const found: string[] = [];
  for (const [name, attack] of Object.entries(faults))
    await attack(scene).catch((error: Error) => found.push(`${name}: ${error.message}`));
  if (found.length > 0) throw new Error(found.join('\n'));
}

/** Attacks the connections of a project to PostgreSQL. */
export const faultsOfPostgres = (subject: Subject): Promise<void> => serveBehindProxy(subject, tryFaults);
