import { defineConfig } from 'vitest/config';

const proof = {
  testTimeout: 600_000,
  hookTimeout: 900_000,
  globalSetup: ['test/support/build.ts'],
  // Each keeps a core busy with Python.
  maxWorkers: 2,
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    reporters: ['default', './test/proof/reporter.ts', './test/support/tally-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 300_000,
        },
      },
      { test: { name: 'golden', include: ['test/golden.write.ts'] } },
      // One real project a profile, so that `npm test` stays short.
      { test: { ...proof, name: 'proof', include: ['test/proof/relations.proof.ts'] } },
      {
        test: {
          ...proof,
          name: 'matrix',
          include: ['test/proof/*.proof.ts'],
          exclude: ['test/proof/relations.proof.ts'],
        },
      },
    ],
  },
});
