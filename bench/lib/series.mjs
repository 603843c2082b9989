/**
 * Runs the contestants in turn, round after round, so that what slows the machine down slows all of them. A first
 * round warms the caches and is not counted.
 *
 * @param {Readonly<Record<string, (round: number) => Promise<number>>>} contestants
 * @param {number} rounds
 * @returns {Promise<Record<string, number[]>>} the samples of each
 */
export async function interleaved(contestants, rounds) {
  const names = Object.keys(contestants);
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const sample = await contestants[name]?.(round);
      if (round > 0 && sample !== undefined) samples[name]?.push(sample);
    }
  }
  return samples;
}
