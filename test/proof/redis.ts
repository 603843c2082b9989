import { answers } from './databases.ts';
import { claim } from './owned.ts';

const local = 'redis://127.0.0.1:6379';
const asked = process.env['TEST_REDIS_URL'];
const server = new URL(asked ?? local);

// Redis has sixteen databases; the first ones may be in use.
const FIRST_DATABASE = 8;
const DATABASES = 8;
/** A port for each of them, on which the proof that uses it listens. */
const FIRST_PORT = 47_108;

/** Whether Redis answers. Raises Error when TEST_REDIS_URL names one that does not. */
export async function hasRedis(): Promise<boolean> {
  const isThere = await answers(server, 6379);
  if (asked !== undefined && !isThere)
    throw new Error(`TEST_REDIS_URL names ${server.host}, where nothing answers`);
  return isThere;
}

/** Returns the URL of a Redis database that no other proof of this machine uses; empty where no Redis answers. */
export async function claimRedis(): Promise<string> {
  if (!(await hasRedis())) return '';
  const number = await claim('the Redis databases', FIRST_PORT, DATABASES);
  return new URL(`/${FIRST_DATABASE + number}`, server).href;
}
