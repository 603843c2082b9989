import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { join } from 'node:path';
import { databases } from './test/proof/databases.ts';
import { cache } from './test/proof/machine.ts';
import { chosenTasks } from './test/proof/tasks.ts';
import { HANG } from './test/support/limits.ts';
import LongestFirst from './test/support/sequencer.ts';

// The secret that proves who wrote a record is the tests' own, not that of who runs them.
const ownState = { XDG_STATE_HOME: join(cache, 'state') };
// Names of tests are whole, so that they can be asked for; a project does not inherit it.
const common = { testTimeout: HANG, hookTimeout: HANG, chaiConfig: { truncateThreshold: 0 }, env: ownState };
// Proofs and unit tests share the cores, and each proof keeps one of them busy with Python.
const maxWorkers = Math.max(2, availableParallelism());

const unit = { name: 'unit', include: ['test/**/*.test.ts'] };
const fuzz = {
  name: 'fuzz',
  include: ['test/merge/fuzz.test.ts'],
  env: { ...ownState, FUZZ_MERGES: '5000' },
};
const golden = { name: 'golden', include: ['test/golden.write.ts'] };
// scripts/gate.mjs says what it wants; without it all there is can be named with --project.
const { GATE_UNIT } = process.env;
const own = GATE_UNIT === undefined ? [unit, fuzz, golden] : GATE_UNIT === 'yes' ? [unit] : [];

async function tasksOrEnd() {
  try {
    return chosenTasks(await databases());
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const tasks = await tasksOrEnd();
if (process.env['GATE_LIST'] !== undefined) {
  for (const { name } of tasks) console.log(name);
  process.exit(0);
}

export default defineConfig({
  test: {
    reporters: ['default', './test/support/gate-reporter.ts'],
    globalSetup: ['test/support/setup.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      ...own.map((project) => ({ test: { ...common, maxWorkers, ...project } })),
      ...tasks.map(({ name, file, env }) => ({
        test: { ...common, maxWorkers, name, include: [file], env: { ...ownState, ...env } },
      })),
    ],
  },
});
