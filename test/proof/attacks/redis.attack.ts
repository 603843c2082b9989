import { setTimeout as sleep } from 'node:timers/promises';
import { migrateAndServe, type Subject } from '../checks.ts';
import type { Api } from '../login.ts';
import { startServer } from '../server.ts';
import type { Attack } from './attack.ts';
import { startProxy } from './proxy.ts';

const AT_ONCE = 20;
/** In milliseconds; a machine that is busy with other proofs takes several times as long as usual. */
const SOON = 20_000;

interface Asked {
  readonly method: string;
  readonly path: string;
}

async function ask({ url, headers }: Api, { method, path }: Asked): Promise<string | undefined> {
  const started = Date.now();
  const answer = await fetch(url + path, { method, headers, signal: AbortSignal.timeout(60_000) }).catch(
    (error: Error) => error.message,
  );
  const took = Date.now() - started;
  const shown = `${method} ${path}`;
  if (typeof answer === 'string') return `${shown}: ${answer}`;
  const isLater = answer.status === 503 && answer.headers.has('Retry-After');
  if (answer.status >= 500 && !isLater) return `${shown} answered ${answer.status}`;
  return took > SOON ? `${shown} took ${took} ms` : undefined;
}

async function createTeam({ url, headers }: Api): Promise<string> {
  const typed = { ...headers, 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/teams`, { method: 'POST', headers: typed, body: '{"name":"Faults"}' });
  return ((await answer.json()) as { readonly id: string }).id;
}

/** Asks for everything that uses Redis while it works, freezes, refuses and works again. */
async function breakRedis(login: Api, subject: Subject): Promise<void> {
  const proxy = await startProxy(subject.redisUrl);
  const server = await startServer(subject, {
    REDIS_URL: proxy.url,
    CELERY_BROKER_URL: proxy.url,
    RATE_LIMIT_URL: proxy.url,
    RATE_LIMIT_PER_MINUTE: '100000',
  });
  const faults: string[] = [];
  try {
    const api = { ...login, url: server.url };
    const states = [
      ['works', proxy.forward],
      ['freezes', proxy.freeze],
      ['works again', proxy.forward],
      ['refuses', proxy.refuse],
      ['is back', proxy.forward],
    ] as const;
    for (const [state, change] of states) {
      change();
      const team = await createTeam(api);
      const asked = [
        { method: 'GET', path: '/teams' },
        { method: 'GET', path: `/teams/${team}/dashboard` },
        { method: 'GET', path: `/teams/${team}/summary` },
        { method: 'POST', path: `/teams/${team}/summary` },
        { method: 'POST', path: `/teams/${team}/news/refresh` },
        { method: 'GET', path: '/health/live' },
        { method: 'GET', path: '/health/ready' },
      ];
      const all = asked.flatMap((each) => Array.from({ length: AT_ONCE }, () => ask(api, each)));
      const found = (await Promise.all(all)).filter((fault) => fault !== undefined);
      faults.push(...found.slice(0, 5).map((fault) => `while Redis ${state}: ${fault}`));
      await sleep(2000);
    }
  } finally {
    await server.stop();
    await proxy.close();
  }
  if (/Traceback/.test(server.log())) faults.push(server.log().slice(-3000));
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

export const attacks: readonly Attack[] = [
  {
    name: 'a Redis that is lost, frozen or refused answers nobody with a 500',
    databases: 'each',
    // The proof on SQLite does without Redis.
    on: 'postgresql',
    applies: ({ profile }) => profile === 'clerk-celery',
    run: (subject) => migrateAndServe(subject, breakRedis),
  },
];
