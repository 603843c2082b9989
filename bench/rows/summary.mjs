// How long a reader waits for the summary of a team's news, when a model writes it and when it is remembered.
import { join } from 'node:path';
import { CONNECTIONS, ask, each } from '../lib/load.mjs';
import { who } from '../lib/login.mjs';
import { databases, preparedProject } from '../lib/python-app.mjs';
import { interleaved } from '../lib/series.mjs';
import { serve } from '../lib/server.mjs';
import { quantile, spread } from '../lib/statistics.mjs';
import { packageRoot } from '../lib/workspace.mjs';

const TEAMS = 100;
const MOST_MS = 2000;
/** What a process may spend in an hour is less than what is written here in a minute. */
const UNLIMITED = { LLM_BUDGET_TOKENS: '1000000000' };
const seed = join(packageRoot, 'bench', 'seeds', 'teams.py');

/** @param {string} text */
function requireWritten(text) {
  if (JSON.parse(text).provider !== 'fake') throw new Error(`no model wrote this: ${text}`);
}

/** @param {keyof typeof databases} database @param {number} rounds */
async function measureOn(database, rounds) {
  const prepared = await preparedProject({ id: 'clerk-celery', prefix: '' }, database);
  // The first round is not counted, and needs teams too.
  const keys = /** @type {string[]} */ (prepared.seed(seed, who, String(TEAMS * (rounds + 1))));
  const server = await serve({ ...prepared.ours, env: { ...prepared.ours.env, ...UNLIMITED } });
  /** @type {{ written: number[], remembered: number[] }} */
  const latencies = { written: [], remembered: [] };
  /** @type {string[]} */
  let summaries = [];
  const ofRound = async (/** @type {keyof typeof latencies} */ kind, /** @type {number} */ round) => {
    const teams = keys.slice(TEAMS * round, TEAMS * (round + 1));
    const found = await each(teams, (agent, key) => ask(agent, server, { path: `/teams/${key}/summary` }));
    if (round > 0) latencies[kind].push(...found.latencies);
    if (kind === 'written') found.results.forEach(requireWritten);
    else if (found.results.join() !== summaries.join()) throw new Error('a summary was not remembered');
    summaries = found.results;
    return found.perSecond;
  };
  const { written = [], remembered = [] } = await interleaved(
    {
      written: (round) => ofRound('written', round),
      remembered: (round) => ofRound('remembered', round),
    },
    rounds,
  );
  server.stop();
  return { database: databases[database], latencies, perSecond: { written, remembered } };
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const found = [await measureOn('sqlite', rounds), await measureOn('postgresql', rounds)];
  const kinds = /** @type {const} */ (['written', 'remembered']);
  const names = { written: 'written by the fake model', remembered: 'from the cache' };
  const each95 = found.flatMap(({ database, latencies, perSecond }) =>
    kinds.map((kind) => ({
      what: `${names[kind]}, ${database}`,
      perSecond: spread(perSecond[kind]),
      p50: quantile(latencies[kind], 0.5),
      p95: quantile(latencies[kind], 0.95),
    })),
  );
  return {
    id: 'summary',
    title: `\`GET /teams/{team_id}/summary\` of 20 pieces of news, ${TEAMS} teams a round, one worker, ${CONNECTIONS} connections, ${rounds} rounds`,
    head: ['summary', 'requests/s: median (min to max)', 'p50 ms', 'p95 ms'],
    lines: each95.map(({ what, perSecond, p50, p95 }) => [what, perSecond, p50.toFixed(1), p95.toFixed(1)]),
    targets: each95.map(({ what, p95 }) => ({
      what: `p95, ${what}`,
      atMost: MOST_MS,
      found: p95,
      unit: ' ms',
    })),
  };
}
