// A generated application under load, compared with a minimal application that answers the same.
import { join } from 'node:path';
import { readProfiles } from '../../dist/src/overlay/manifest.js';
import { CONNECTIONS, underLoad } from '../lib/load.mjs';
import { databases, preparedApps } from '../lib/python-app.mjs';
import { interleaved } from '../lib/series.mjs';
import { serve } from '../lib/server.mjs';
import { quantile, ratio, spread } from '../lib/statistics.mjs';
import { packageRoot } from '../lib/workspace.mjs';

/** Short turns, and several of them a round: what else the machine does seldom lasts for just one of a pair. */
const SECONDS = 1;
const TURNS = 3;
const SHARE = 0.85;

/** @param {readonly number[]} latencies @param {number} share */
const milliseconds = (latencies, share) => quantile(latencies, share).toFixed(1);

/**
 * @param {Readonly<Record<'ours' | 'bare', import('../lib/load.mjs').Target>>} servers
 * @param {readonly string[]} paths
 * @param {number} rounds
 */
async function compared(servers, paths, rounds) {
  /** @type {{ ours: number[], bare: number[] }} */
  const latencies = { ours: [], bare: [] };
  const contestant = (/** @type {'ours' | 'bare'} */ name) => async (/** @type {number} */ round) => {
    const found = await underLoad({ ...servers[name], paths, seconds: SECONDS });
    if (round > 0) latencies[name].push(...found.latencies);
    return found.perSecond;
  };
  const { bare = [], ours = [] } = await interleaved(
    { bare: contestant('bare'), ours: contestant('ours') },
    rounds * TURNS,
  );
  return { bare, ours, latencies };
}

/** @param {string} what @param {Awaited<ReturnType<typeof compared>>} found */
function linesOf(what, { bare, ours, latencies }) {
  return [
    [
      `${what}, the floor`,
      spread(bare),
      milliseconds(latencies.bare, 0.5),
      milliseconds(latencies.bare, 0.99),
      '1 ×',
    ],
    [
      `${what}, generated`,
      spread(ours),
      milliseconds(latencies.ours, 0.5),
      milliseconds(latencies.ours, 0.99),
      `${ratio(ours, bare).toFixed(2)} ×`,
    ],
  ];
}

/**
 * @param {import('../../dist/src/overlay/manifest.js').Profile} profile
 * @param {keyof typeof databases} database
 * @param {number} rounds
 * @returns {Promise<import('../lib/table.mjs').Result>}
 */
async function measure({ id, prefix }, database, rounds) {
  const prepared = await preparedApps({ id, prefix }, database);
  const servers = { ours: await serve(prepared.ours), bare: await serve(prepared.bare) };
  const url = `${prefix}/products`;
  const rows = prepared.keys.map((key) => `${url}/${key}`);
  const list = await compared(servers, [`${url}?size=20`], rounds);
  const get = await compared(servers, rows, rounds);
  servers.ours.stop();
  servers.bare.stop();
  const login = Object.keys(prepared.ours.headers).length > 0 ? 'both behind a login, ' : '';
  return {
    id: `${id}-${database}`,
    title: `Profile ${id} on ${databases[database]}, 1,000 rows, ${login}one worker, ${CONNECTIONS} connections, ${rounds * TURNS} turns of ${SECONDS} s`,
    head: ['request', 'requests/s: median (min to max)', 'p50 ms', 'p99 ms', 'beside the floor'],
    lines: [...linesOf('a page of 20', list), ...linesOf('one row', get)],
    targets: [
      {
        what: 'a page of 20, beside the floor',
        atLeast: SHARE,
        found: ratio(list.ours, list.bare),
        unit: ' ×',
      },
      { what: 'one row, beside the floor', atLeast: SHARE, found: ratio(get.ours, get.bare), unit: ' ×' },
    ],
  };
}

/** A row for each profile on each database that it offers, by name. */
export function applicationRows() {
  return Object.fromEntries(
    readProfiles(join(packageRoot, 'templates')).flatMap((profile) =>
      profile.databases.map((database) => [
        `${profile.id}-${database}`,
        (/** @type {{ rounds: number }} */ { rounds }) =>
          measure(profile, /** @type {keyof typeof databases} */ (database), rounds),
      ]),
    ),
  );
}
