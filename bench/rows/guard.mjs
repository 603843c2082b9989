// Cost of checking a project by all of its own rules.
import { readProfiles } from '../../dist/src/overlay/manifest.js';
import { templatesFolder } from '../../dist/src/package-root.js';
import { peakMemory, timed } from '../lib/child.mjs';
import { grownProject } from '../lib/grown.mjs';
import { interleaved } from '../lib/series.mjs';
import { median, spread } from '../lib/statistics.mjs';
import { temporaryFolder, verb } from '../lib/workspace.mjs';

const RESOURCES = 50;
const MOST_MS = 3000;

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const folder = temporaryFolder();
  const calls = readProfiles(templatesFolder).map(({ id }) => {
    const project = grownProject(folder, RESOURCES, { name: id, more: ['--profile', id] });
    return /** @type {const} */ ([id, verb(project, ['review'])]);
  });
  const contestants = calls.map(([id, call]) => /** @type {const} */ ([id, () => timed(call)]));
  const samples = await interleaved(Object.fromEntries(contestants), rounds);
  return {
    id: 'guard',
    title: `\`fastapi-architect review\` of ${RESOURCES} resources, every rule about text, ${rounds} rounds`,
    head: ['profile', 'ms: median (min to max)', 'MB'],
    lines: calls.map(([id, call]) => [id, spread(samples[id] ?? []), peakMemory(call).toFixed(0)]),
    targets: calls.map(([id]) => ({
      what: `whole process, ${id}`,
      atMost: MOST_MS,
      found: median(samples[id] ?? []),
      unit: ' ms',
    })),
  };
}
