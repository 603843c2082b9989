// npm run bench [-- row …] [--rounds N] [--check] [--write]; docs/performance.md says what the rows are.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { isMet, markdown, published } from './lib/table.mjs';
import { packageRoot, requireBuild } from './lib/workspace.mjs';
import { measureLayer, measureResource } from './rows/growth.mjs';
import { measure as measureGuard } from './rows/guard.mjs';
import { measure as measureJobs } from './rows/jobs.mjs';
import { measure as measureMemory } from './rows/memory.mjs';
import { measure as measureNew } from './rows/new.mjs';
import { measure as measurePipeline } from './rows/pipeline.mjs';
import { measureCheck, measureMerge, measureUpgrade } from './rows/regeneration.mjs';
import { measure as measureSummary } from './rows/summary.mjs';
import { measure as measureYo } from './rows/yo.mjs';

requireBuild();
// Include draft profiles.
process.env['ARCHITECT_DRAFTS'] = '1';
// Each measured application adds an exit handler.
process.setMaxListeners(0);
// Reading the profiles needs a build.
const { applicationRows } = await import('./rows/app.mjs');

/** @type {Record<string, (options: { rounds: number }) => Promise<import('./lib/table.mjs').Result>>} */
const rows = {
  new: measureNew,
  yo: measureYo,
  resource: measureResource,
  layer: measureLayer,
  check: measureCheck,
  merge: measureMerge,
  upgrade: measureUpgrade,
  guard: measureGuard,
  memory: measureMemory,
  ...applicationRows(),
  summary: measureSummary,
  jobs: measureJobs,
  pipeline: measurePipeline,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '11' },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

function chosen() {
  const unknown = positionals.find((name) => !(name in rows));
  if (unknown !== undefined) throw new Error(`no row ${unknown}: there are ${Object.keys(rows).join(', ')}`);
  return Object.entries(rows).filter(([name]) => positionals.length === 0 || positionals.includes(name));
}

/** @param {import('./lib/table.mjs').Result} result */
async function publish(result) {
  const path = join(packageRoot, 'docs', 'performance.md');
  const document = published(readFileSync(path, 'utf8'), result);
  writeFileSync(path, await format(document, { ...(await resolveConfig(path)), filepath: path }));
}

const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds ${values.rounds} is not a number of rounds`);
console.log(`${availableParallelism()} cores, ${process.platform}, Node ${process.versions.node}\n`);
let missed = 0;
for (const [, measure] of chosen()) {
  const result = await measure({ rounds });
  console.log(`${markdown(result)}\n`);
  if (values.write) await publish(result);
  missed += result.targets.filter((target) => !isMet(target)).length;
}
console.log(missed === 0 ? 'all targets met' : `${missed} targets missed`);
if (values.check && missed > 0) process.exitCode = 1;
