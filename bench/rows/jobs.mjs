// How long a job takes from the request that asks for it to the result, in the queue of the process itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, each } from '../lib/load.mjs';
import { databases, preparedApps } from '../lib/python-app.mjs';
import { interleaved } from '../lib/series.mjs';
import { serve } from '../lib/server.mjs';
import { quantile, spread } from '../lib/statistics.mjs';

const JOBS = 20;
/** The process does four jobs at once. */
const CLIENTS = { one: 1, four: 4 };
const PAUSE_MS = 10;
const PATIENCE_MS = 30_000;

/**
 * Asks for an export of all products, and again and again for its result.
 *
 * @param {import('node:http').Agent} agent
 * @param {import('../lib/load.mjs').Target} server
 * @returns {Promise<string>} the job, done
 */
async function exported(agent, server) {
  const asked = await ask(agent, server, {
    path: '/products/exports',
    method: 'POST',
    json: { format: 'csv' },
  });
  const path = `/jobs/${JSON.parse(asked).id}`;
  for (const started = performance.now(); performance.now() - started < PATIENCE_MS; await sleep(PAUSE_MS)) {
    const text = await ask(agent, server, { path });
    const { status, result, error } = JSON.parse(text);
    if (status === 'failed') throw new Error(`the job failed: ${error}`);
    if (status !== 'succeeded') continue;
    if (result.rows !== 1000) throw new Error(`the export has ${result.rows} rows`);
    return text;
  }
  throw new Error(`${path} was not done in ${PATIENCE_MS} ms`);
}

/** @param {keyof typeof databases} database @param {number} rounds */
async function measureOn(database, rounds) {
  const profile = { id: 'clerk-celery', prefix: '' };
  const prepared = await preparedApps(profile, database, [['task', 'Product']]);
  const server = await serve(prepared.ours);
  /** @type {{ one: number[], four: number[] }} */
  const latencies = { one: [], four: [] };
  const contestant = (/** @type {keyof typeof CLIENTS} */ name) => async (/** @type {number} */ round) => {
    const jobs = Array.from({ length: JOBS }, (_, job) => job);
    const found = await each(jobs, (agent) => exported(agent, server), CLIENTS[name]);
    if (round > 0) latencies[name].push(...found.latencies);
    return found.perSecond;
  };
  const { one = [], four = [] } = await interleaved(
    { one: contestant('one'), four: contestant('four') },
    rounds,
  );
  server.stop();
  const line = (
    /** @type {string} */ what,
    /** @type {number[]} */ perSecond,
    /** @type {number[]} */ waited,
  ) => [
    `${what}, ${databases[database]}`,
    spread(perSecond, 1),
    quantile(waited, 0.5).toFixed(0),
    quantile(waited, 0.95).toFixed(0),
  ];
  return [line('one after the other', one, latencies.one), line('four at once', four, latencies.four)];
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  return {
    id: 'jobs',
    title: `An export of 1,000 rows as CSV, from \`POST\` to the result, done by the one process that answers too, ${JOBS} jobs a round, ${rounds} rounds`,
    head: ['jobs', 'jobs/s: median (min to max)', 'p50 ms', 'p95 ms'],
    lines: [...(await measureOn('sqlite', rounds)), ...(await measureOn('postgresql', rounds))],
    targets: [],
  };
}
