import { assert, asyncProperty, gen } from 'fast-check';
import { expect, test } from 'vitest';
import { merge } from '../../src/merge/merge.ts';
import { faultsOf } from '../../src/python/ruff.ts';
import { Shrinking } from '../proof/random.ts';
import { HANG } from '../support/limits.ts';
import { edited } from './fuzz/edits.ts';
import { faultsOfTeamMerge } from './fuzz/oracle.ts';
import { versions, type Version } from './fuzz/versions.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const merges = Number(process.env['FUZZ_MERGES'] ?? 400);

/** Each kind of change is as likely as any other, however many files it changes. */
function byKind(all: readonly Version[]): readonly (readonly Version[])[] {
  const kinds = new Map<string, Version[]>();
  for (const version of all) {
    const kind = `${version.profile} ${version.change}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), version]);
  }
  return [...kinds.values()];
}

test(`random edits and changes of the answers: nothing is lost, FUZZ_SEED=${seed}`, async () => {
  const kinds = byKind(await versions());
  let tried = 0;
  let clean = 0;
  const isRight = asyncProperty(gen(), async (draw) => {
    const random = new Shrinking(draw);
    const { base, theirs, ...where } = random.pick(random.pick(kinds));
    const known = faultsOf(base).length;
    const { text: mine, layout } = edited(base, random, (text) => faultsOf(text).length <= known);
    const merged = await merge(where.path, { base, mine, theirs });
    tried += 1;
    if (merged === undefined) return;
    clean += 1;
    const again = await merge(where.path, { base: theirs, mine: merged, theirs });
    const faults = await faultsOfTeamMerge({ base, mine, theirs }, merged, layout);
    expect({ ...where, faults, isSettled: again === merged }).toEqual({
      ...where,
      faults: [],
      isSettled: true,
    });
  });
  await assert(isRight, { seed, numRuns: merges, interruptAfterTimeLimit: HANG });
  console.log(`${tried} merges of ${kinds.length} kinds of change, FUZZ_SEED=${seed}: ${clean} clean`);
  expect(clean / tried).toBeGreaterThan(0.95);
});
