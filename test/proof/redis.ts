import { createConnection } from 'node:net';
import { urlIn } from './databases.ts';
import { claim } from './owned.ts';

const local = 'redis://127.0.0.1:6379';
const asked = process.env['TEST_REDIS_URL'];
const server = (): URL => urlIn('TEST_REDIS_URL', local);

// Redis has sixteen databases; the first ones may be in use.
const FIRST_DATABASE = 8;
const DATABASES = 8;
/** A port for each of them, on which the proof that uses it listens. */
const FIRST_PORT = 47_108;

/** Whether something there answers as Redis does, with a login or without. */
function answersPing({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port || 6379), timeout: 60_000 });
    const end = (isRedis: boolean) => {
      socket.destroy();
      resolve(isRedis);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => end(/^(\+PONG|-NOAUTH)/.test(data.toString())));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => end(false));
  });
}

/** Whether Redis answers. Raises Error when TEST_REDIS_URL names one that does not. */
export async function hasRedis(): Promise<boolean> {
  const isThere = await answersPing(server());
  if (asked !== undefined && !isThere)
    throw new Error(`TEST_REDIS_URL names ${server().host}, where no Redis answers`);
  return isThere;
}

/** Returns the URL of a Redis database that no other proof of this machine uses; empty where no Redis answers. */
export async function claimRedis(): Promise<string> {
  if (!(await hasRedis())) return '';
  const number = await claim('the Redis databases', FIRST_PORT, DATABASES);
  return new URL(`/${FIRST_DATABASE + number}`, server()).href;
}
