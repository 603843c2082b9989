// A new project by our own bin, whole process, without install.
import { join } from 'node:path';
import { timed } from '../lib/child.mjs';
import { plainWrites } from '../lib/plain-writes.mjs';
import { interleaved } from '../lib/series.mjs';
import { ratio, spread } from '../lib/statistics.mjs';
import { emptied, newProject, temporaryFolder } from '../lib/workspace.mjs';

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const folder = temporaryFolder();
  const work = join(folder, 'work');
  const { args, files } = plainWrites(folder);
  const node = (/** @type {readonly string[]} */ words) =>
    timed({ command: process.execPath, args: words, cwd: emptied(work) });
  const {
    bare = [],
    plain = [],
    ours = [],
  } = await interleaved(
    {
      bare: () => node(['-e', '0']),
      plain: () => node(args),
      ours: () => timed(newProject(emptied(work))),
    },
    rounds,
  );
  return {
    id: 'new',
    title: `A new project by our bin, ${files} files, ${rounds} rounds`,
    head: ['whole process', 'ms: median (min to max)', 'beside the plain writes'],
    lines: [
      ['`node -e 0`', spread(bare), `${ratio(bare, plain).toFixed(2)} ×`],
      ['Node that writes the same files with plain `fs`', spread(plain), '1 ×'],
      ['`fastapi-architect new`', spread(ours), `${ratio(ours, plain).toFixed(2)} ×`],
    ],
    targets: [
      {
        what: 'beside a bare Node start and the plain writes',
        atMost: 2,
        found: ratio(ours, plain),
        unit: ' ×',
      },
    ],
  };
}
