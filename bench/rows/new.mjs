// A new project by our own bin, whole process, without install.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, timed } from '../lib/child.mjs';
import { interleaved } from '../lib/series.mjs';
import { ratio, spread } from '../lib/statistics.mjs';
import { emptied, newProject, temporaryFolder } from '../lib/workspace.mjs';

const plainWriter = fileURLToPath(new URL('../lib/plain-writer.mjs', import.meta.url));

/** Everything that a run writes, for a process that does nothing else. @param {string} project */
function contentsOf(project) {
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [relative(project, file), readFileSync(file).toString('latin1')];
  });
}

/** @param {{ rounds: number }} options @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure({ rounds }) {
  const folder = temporaryFolder();
  const work = join(folder, 'work');
  run(newProject(emptied(work)));
  const contents = contentsOf(join(work, 'shop'));
  writeFileSync(join(folder, 'contents.json'), JSON.stringify(contents));
  const node = (/** @type {string[]} */ args) =>
    timed({ command: process.execPath, args, cwd: emptied(work) });
  const {
    bare = [],
    plain = [],
    ours = [],
  } = await interleaved(
    {
      bare: () => node(['-e', '0']),
      plain: () => node([plainWriter, join(folder, 'contents.json'), 'shop']),
      ours: () => timed(newProject(emptied(work))),
    },
    rounds,
  );
  return {
    id: 'new',
    title: `A new project by our bin, ${contents.length} files, ${rounds} rounds`,
    head: ['whole process', 'ms: median (min to max)', 'beside the plain writes'],
    lines: [
      ['`node -e 0`', spread(bare), `${ratio(bare, plain).toFixed(2)} ×`],
      ['Node that writes the same files with plain `fs`', spread(plain), '1 ×'],
      ['`fastapi-architect new`', spread(ours), `${ratio(ours, plain).toFixed(2)} ×`],
    ],
    targets: [
      {
        what: 'beside a bare Node start and the plain writes',
        atMost: 3,
        found: ratio(ours, plain),
        unit: ' ×',
      },
    ],
  };
}
