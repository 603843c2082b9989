// Peak memory of runs.
import { join } from 'node:path';
import { peakMemory } from '../lib/child.mjs';
import { firstName, grownProject } from '../lib/grown.mjs';
import { emptied, newProject, restore, temporaryFolder, verb } from '../lib/workspace.mjs';

const MOST_MB = 200;
/** Names and values that make lines too long, so that ruff has to be loaded to break them. */
const LONG = `Consignment ${'very_'.repeat(7)}long:str:max=80:unique:example=${'word'.repeat(20)}`;

/** @returns {Promise<import('../lib/table.mjs').Result>} */
export async function measure() {
  const folder = temporaryFolder();
  const work = join(folder, 'work');
  const project = grownProject(folder, 500);
  /** @type {[string, import('../lib/child.mjs').Call][]} */
  const calls = [
    ['`node -e 0`', { command: process.execPath, args: ['-e', '0'], cwd: folder }],
    ['`new`', newProject(emptied(work))],
    [
      '`new` with a file that ruff must format',
      newProject(emptied(join(folder, 'long')), ['--resource', LONG]),
    ],
    ['`resource` into 500', verb(project, ['resource', 'Order', 'number:str', '--skip-install'])],
    ['`service` of one resource of 500', verb(project, ['service', firstName])],
    ['`service` of all 500', verb(project, ['service'])],
  ];
  const found = calls.map(([name, call]) => {
    const megabytes = peakMemory(call);
    if (call.cwd === project) restore(project);
    return { name, megabytes };
  });
  return {
    id: 'memory',
    title: 'Peak memory of the process',
    head: ['run', 'MB'],
    lines: found.map(({ name, megabytes }) => [name, megabytes.toFixed(0)]),
    targets: found.map(({ name, megabytes }) => ({
      what: name,
      atMost: MOST_MB,
      found: megabytes,
      unit: ' MB',
    })),
  };
}
