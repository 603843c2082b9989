// What the bookkeeping of a pipeline costs for each item, beside the same work without any.
import { join } from 'node:path';
import { databases, preparedProject } from '../lib/python-app.mjs';
import { interleaved } from '../lib/series.mjs';
import { median, ratio, spread } from '../lib/statistics.mjs';
import { packageRoot } from '../lib/workspace.mjs';

const ITEMS = 1000;
const MANY = 100_000;
const BATCH = 10;
const LARGE_BATCH = 100;
/** A share of the shortest interval between two calls of a provider, 0.1 s. */
const MOST_MICROS = 2000;
const MOST_GROWTH_MB = 5;
const script = join(packageRoot, 'bench', 'seeds', 'pipeline.py');

/** @param {keyof typeof databases} database @param {number} rounds */
async function measureOn(database, rounds) {
  const { seed } = await preparedProject({ id: 'pipeline', prefix: '' }, database);
  const of = (/** @type {string} */ way, items = ITEMS, batch = BATCH) => {
    const { micros, megabytes, stored } = seed(script, way, String(items), String(batch));
    if (stored !== (way === 'bare' ? 0 : items)) throw new Error(`${way}: ${stored} of ${items} results`);
    return { micros, megabytes };
  };
  const contestant =
    (/** @type {string} */ way, batch = BATCH) =>
    () =>
      Promise.resolve(of(way, way === 'bare' ? MANY : ITEMS, batch).micros);
  const found = await interleaved(
    {
      bare: contestant('bare'),
      runner: contestant('runner'),
      large: contestant('runner', LARGE_BATCH),
      simple: contestant('simple'),
    },
    rounds,
  );
  const few = of('runner', ITEMS, LARGE_BATCH).megabytes;
  const many = database === 'sqlite' ? of('runner', MANY, LARGE_BATCH).megabytes : few;
  return { name: databases[database], found, growth: many - few };
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const all = [await measureOn('sqlite', rounds), await measureOn('postgresql', rounds)];
  const lines = all.flatMap(({ name, found: { bare = [], runner = [], large = [], simple = [] } }) => [
    [`${name}: \`gather\`, nothing stored`, spread(bare), ''],
    [`${name}: the runner, ${BATCH} in hand`, spread(runner), '1.00 ×'],
    [`${name}: the runner, ${LARGE_BATCH} in hand`, spread(large), `${ratio(large, runner).toFixed(2)} ×`],
    [
      `${name}: batches of ${BATCH}, one transaction for each result`,
      spread(simple),
      `${ratio(simple, runner).toFixed(2)} ×`,
    ],
  ]);
  return {
    id: 'pipeline',
    title: `A run of ${ITEMS} items without work: CPU of the process for each item, ${rounds} rounds`,
    head: ['way', 'µs: median (min to max)', 'beside the runner'],
    lines,
    targets: [
      ...all.map(({ name, found: { runner = [] } }) => ({
        what: `CPU for each item, ${name}`,
        atMost: MOST_MICROS,
        found: median(runner),
        unit: ' µs',
      })),
      {
        what: `growth of the memory from ${ITEMS} to ${MANY} items, SQLite`,
        atMost: MOST_GROWTH_MB,
        found: all[0]?.growth ?? Number.NaN,
        unit: ' MB',
      },
    ],
  };
}
