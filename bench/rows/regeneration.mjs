// Cost of maintenance: `check`, merges, and `upgrade`.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peakMemory, run, timed } from '../lib/child.mjs';
import { grownProject } from '../lib/grown.mjs';
import { interleaved } from '../lib/series.mjs';
import { median, ratio, spread } from '../lib/statistics.mjs';
import { olderVersion, remember, restore, temporaryFolder, verb } from '../lib/workspace.mjs';

const CHECKED = 200;
const MERGED = 200;
const UPGRADED = 50;
const MOST_CHECK_MS = 2000;
const MOST_MB = 200;
const mergeFiles = fileURLToPath(new URL('../lib/merge-files.mjs', import.meta.url));
const MINE =
  '\n\ndef mine(value: int) -> int:\n    """Return what its user wrote."""\n    return value + 1\n';

/** The files of a project that belong to its resources. @param {string} project */
function ownFiles(project) {
  const paths = readdirSync(project, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => /_items?\.py$/.test(path) && !path.includes('versions')).toSorted();
}

/** @param {string} project */
function editAll(project) {
  for (const path of ownFiles(project)) {
    const file = join(project, path);
    writeFileSync(file, readFileSync(file, 'utf8') + MINE);
  }
  remember(project);
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measureCheck({ rounds }) {
  const project = grownProject(temporaryFolder(), CHECKED);
  const call = verb(project, ['check']);
  const { check = [] } = await interleaved({ check: () => timed(call) }, rounds);
  const megabytes = peakMemory(call);
  return {
    id: 'check',
    title: `\`fastapi-architect check\` of ${CHECKED} resources, nothing pending, ${rounds} rounds`,
    head: ['', 'ms: median (min to max)', 'MB'],
    lines: [[`${CHECKED} resources`, spread(check), megabytes.toFixed(0)]],
    targets: [{ what: 'whole process', atMost: MOST_CHECK_MS, found: median(check), unit: ' ms' }],
  };
}

/** Three versions of as many files: a render, what its user made of it, and the next render. @param {string} folder */
function mergeable(folder) {
  const sides = {
    base: grownProject(folder, MERGED / 4),
    theirs: grownProject(folder, MERGED / 4, { fields: 'sold:int:optional', name: 'next' }),
  };
  const changed = ownFiles(sides.base).filter(
    (path) => readFileSync(join(sides.base, path), 'utf8') !== readFileSync(join(sides.theirs, path), 'utf8'),
  );
  const texts = { ...sides, mine: sides.base };
  for (const name of [...Object.keys(texts), 'merged']) mkdirSync(join(folder, name));
  for (const [at, path] of changed.slice(0, MERGED).entries())
    for (const [side, project] of Object.entries(texts)) {
      const text = readFileSync(join(project, path), 'utf8');
      writeFileSync(join(folder, side, `${at}.py`), side === 'mine' ? text + MINE : text);
    }
  if (changed.length < MERGED)
    throw new Error(`only ${changed.length} files change, and ${MERGED} are to be merged`);
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measureMerge({ rounds }) {
  const folder = temporaryFolder();
  mergeable(folder);
  /** @param {string} how */
  const call = (how) => ({ command: process.execPath, args: [mergeFiles, folder, how], cwd: folder });
  const samples = await interleaved(
    { ours: () => timed(call('ours')), git: () => timed(call('git')) },
    rounds,
  );
  const { ours = [], git = [] } = samples;
  return {
    id: 'merge',
    title: `${MERGED} edited files take in what is new, ${rounds} rounds`,
    head: ['whole process', 'ms: median (min to max)', 'beside git', 'MB', 'without a question'],
    lines: [
      ['ours, in one process', ours, 'ours'],
      ['`git merge-file`, one process a file', git, 'git'],
    ].map(([name, found, how]) => [
      String(name),
      spread(/** @type {number[]} */ (found)),
      `${ratio(/** @type {number[]} */ (found), git).toFixed(2)} ×`,
      peakMemory(call(String(how))).toFixed(0),
      run(call(String(how))).trim(),
    ]),
    targets: [{ what: 'beside git', atMost: 1, found: ratio(ours, git), unit: ' ×' }],
  };
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measureUpgrade({ rounds }) {
  const folder = temporaryFolder();
  const program = olderVersion(folder);
  const projects = {
    'as it was made': grownProject(folder, UPGRADED, { name: 'plain', program }),
    'every file of a resource edited': grownProject(folder, UPGRADED, { name: 'edited', program }),
  };
  editAll(projects['every file of a resource edited']);
  /** @param {string} project */
  const call = (project) => verb(project, ['upgrade', '--skip-install']);
  const contestants = Object.entries(projects).map(([name, project]) => [
    name,
    async () => {
      const elapsed = await timed(call(project));
      restore(project);
      return elapsed;
    },
  ]);
  const samples = await interleaved(Object.fromEntries(contestants), rounds);
  const memory = Object.entries(projects).map(([name, project]) => ({
    name,
    found: peakMemory(call(project)),
  }));
  return {
    id: 'upgrade',
    title: `\`fastapi-architect upgrade\` of ${UPGRADED} resources, every file of theirs is new, ${rounds} rounds`,
    head: ['project', 'ms: median (min to max)', 'MB'],
    lines: memory.map(({ name, found }) => [name, spread(samples[name] ?? []), found.toFixed(0)]),
    targets: memory.map(({ name, found }) => ({ what: name, atMost: MOST_MB, found, unit: ' MB' })),
  };
}
