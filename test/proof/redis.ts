import { answers } from './databases.ts';

const local = 'redis://127.0.0.1:6379';
const asked = process.env['TEST_REDIS_URL'];
const server = new URL(asked ?? local);
const isThere = await answers(server, 6379);
if (asked !== undefined && !isThere)
  throw new Error(`TEST_REDIS_URL names ${server.host}, where nothing answers`);

// Redis has sixteen of them, and the first is somebody's.
const firstDatabase = 8;

/** Where the tests of a project find Redis: a database of their own for each process that proves something; empty where none answers. */
export const redisUrl = isThere
  ? new URL(`/${firstDatabase + (Number(process.env['VITEST_POOL_ID'] ?? 0) % 8)}`, server).href
  : '';
