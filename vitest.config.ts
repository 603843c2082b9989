import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { readProfiles } from './src/overlay/manifest.ts';

const proof = {
  testTimeout: 600_000,
  hookTimeout: 900_000,
  globalSetup: ['test/support/build.ts', 'test/support/tools.ts'],
  // Each keeps a core busy with Python.
  maxWorkers: 2,
  sequence: { groupOrder: 1 },
};

// Each profile is a project of its own, so that the proofs of two of them keep two cores busy.
const profiles = readProfiles(join(import.meta.dirname, 'templates')).map(({ id }) => id);
const fileOf = (name: string) => `test/proof/${name}.proof.ts`;

const ofProfile = (name: string, profile: string, proofs: readonly string[]) => ({
  test: {
    ...proof,
    name: `${name}-${profile}`,
    include: proofs.map(fileOf),
    env: { PROOF_PROFILE: profile },
  },
});

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
      { test: { name: 'fuzz', include: ['test/merge/fuzz.test.ts'], env: { FUZZ_MERGES: '5000' } } },
      { test: { name: 'golden', include: ['test/golden.write.ts'] } },
      // One real project a profile, so that `npm test` stays short.
      ...profiles.map((profile) => ofProfile('proof', profile, ['relations', 'mutation'])),
      ...profiles.map((profile) => ofProfile('matrix', profile, ['draw', 'ten', 'bare', 'evolve'])),
      { test: { ...proof, name: 'matrix', include: ['logins', 'demo'].map(fileOf) } },
    ],
  },
});
