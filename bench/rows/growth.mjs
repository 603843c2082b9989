// What one run costs in a project that has 1, 10, 100 or 500 resources already.
import { timed } from '../lib/child.mjs';
import { firstName, grownProject, sizes } from '../lib/grown.mjs';
import { interleaved } from '../lib/series.mjs';
import { ratio, spread } from '../lib/statistics.mjs';
import { restore, temporaryFolder, verb } from '../lib/workspace.mjs';

const RESOURCE = [
  'resource',
  'Order',
  'number:str:max=40:unique',
  'total:decimal',
  'placed:datetime:optional',
];

/**
 * @param {{ id: string, title: string, words: readonly string[], rounds: number, atMost?: number }} row
 * @returns {Promise<import('../lib/table.mjs').Result>}
 */
async function measureVerb({ id, title, words, rounds, atMost }) {
  const folder = temporaryFolder();
  const projects = new Map(sizes.map((size) => [size, grownProject(folder, size)]));
  const contestants = [...projects].map(([size, project]) => [
    String(size),
    async () => {
      const elapsed = await timed(verb(project, words));
      restore(project);
      return elapsed;
    },
  ]);
  const samples = await interleaved(Object.fromEntries(contestants), rounds);
  const first = samples['1'] ?? [];
  const most = samples[String(sizes.at(-1))] ?? [];
  const lines = Object.entries(samples).map(([size, found]) => [
    size,
    spread(found),
    `${ratio(found, first).toFixed(2)} ×`,
  ]);
  return {
    id,
    title: `${title}, ${rounds} rounds`,
    head: ['resources in the project', 'ms: median (min to max)', 'beside 1 resource'],
    lines,
    targets:
      atMost === undefined ? [] : [{ what: '500 beside 1', atMost, found: ratio(most, first), unit: ' ×' }],
  };
}

/** @param {{ rounds: number }} options */
export function measureResource({ rounds }) {
  const title = '`fastapi-architect resource Order …`, a resource more';
  return measureVerb({ id: 'resource', title, words: [...RESOURCE, '--skip-install'], rounds, atMost: 2 });
}

/** @param {{ rounds: number }} options */
export function measureLayer({ rounds }) {
  const title = `\`fastapi-architect service ${firstName}\`, one layer rendered again and found up to date`;
  return measureVerb({ id: 'layer', title, words: ['service', firstName], rounds });
}
