import { expect, test } from 'vitest';
import { merge } from '../../src/merge/merge.ts';
import { faultsOf } from '../../src/python/ruff.ts';
import { Random } from '../proof/random.ts';
import { edited } from './fuzz/edits.ts';
import { faultsOfMerge } from './fuzz/oracle.ts';
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
  const random = new Random(seed);
  const kinds = byKind(await versions());
  const wrong: unknown[] = [];
  let clean = 0;
  for (let done = 0; done < merges; done += 1) {
    const { base, theirs, ...where } = random.pick(random.pick(kinds));
    const known = faultsOf(base).length;
    const mine = edited(base, random, (text) => faultsOf(text).length <= known);
    const merged = await merge(where.path, { base, mine, theirs });
    if (merged === undefined) continue;
    clean += 1;
    const found = faultsOfMerge({ base, mine, theirs }, merged);
    const again = await merge(where.path, { base: theirs, mine: merged, theirs });
    const faults = again === merged ? found : [...found, 'a second merge changes it'];
    if (faults.length > 0) wrong.push({ ...where, done, faults });
  }
  console.log(
    `${merges} merges of ${kinds.length} kinds of change, FUZZ_SEED=${seed}: ${clean} clean, ${wrong.length} wrong`,
  );
  expect(wrong).toEqual([]);
  expect(clean / merges).toBeGreaterThan(0.9);
});
