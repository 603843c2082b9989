// The same through the real yo, beside yo with a generator that does nothing and a process that only writes the files.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from '../lib/child.mjs';
import { interleaved } from '../lib/series.mjs';
import { plainWrites } from '../lib/plain-writes.mjs';
import { median, ratio, spread } from '../lib/statistics.mjs';
import { emptied, packageRoot, temporaryFolder } from '../lib/workspace.mjs';

/** Makes both generators findable without installing anything. @param {string} folder */
function linkGenerators(folder) {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(packageRoot, join(modules, 'generator-fastapi-architect'), 'junction');
  symlinkSync(join(packageRoot, 'bench', 'empty-generator'), join(modules, 'generator-empty'), 'junction');
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const folder = temporaryFolder();
  const work = join(folder, 'work');
  linkGenerators(folder);
  const home = emptied(join(folder, 'home'));
  const cli = join(packageRoot, 'node_modules', 'yo', 'lib', 'cli.js');
  const yo = (/** @type {string[]} */ words) =>
    timed({
      command: process.execPath,
      args: [cli, ...words],
      cwd: emptied(work),
      env: { HOME: home, CI: '1' },
    });
  const { args } = plainWrites(folder);
  const node = (/** @type {readonly string[]} */ words) =>
    timed({ command: process.execPath, args: words, cwd: emptied(work) });
  const {
    bare = [],
    plain = [],
    empty = [],
    ours = [],
  } = await interleaved(
    {
      bare: () => node(['-e', '0']),
      plain: () => node(args),
      empty: () => yo(['empty']),
      ours: () => yo(['fastapi-architect', 'shop', '--yes', '--skip-install', '--skip-git']),
    },
    rounds,
  );
  // yo ends with 0 for some of its failures.
  if (!existsSync(join(work, 'shop'))) throw new Error('yo fastapi-architect made no project');
  const floor = median(empty) + median(plain) - median(bare);
  return {
    id: 'yo',
    title: `A new project through yo, ${rounds} rounds`,
    head: ['whole process', 'ms: median (min to max)', 'beside the empty generator'],
    lines: [
      ['`yo empty`', spread(empty), '1 ×'],
      [
        '`yo empty`, and the plain writes of the same files',
        floor.toFixed(0),
        `${(floor / median(empty)).toFixed(2)} ×`,
      ],
      ['`yo fastapi-architect`', spread(ours), `${ratio(ours, empty).toFixed(2)} ×`],
    ],
    targets: [
      {
        what: 'beside an empty generator and the plain writes',
        atMost: 1.1,
        found: median(ours) / floor,
        unit: ' ×',
      },
    ],
  };
}
