/** @typedef {readonly number[]} Samples */

/** @param {Samples} samples @param {number} share 0 to 1 */
export function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  const at = share * last;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** @param {Samples} samples */
export const median = (samples) => quantile(samples, 0.5);

/** `123 (110 to 180)`: the median, and the least and the most that was seen. @param {Samples} samples */
export function spread(samples, digits = 0) {
  const [least, most] = [Math.min(...samples), Math.max(...samples)];
  return `${median(samples).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/**
 * The median of the ratios of each round. What disturbs a round disturbs both of its runs, so this is steadier
 * than the ratio of the medians.
 *
 * @param {Samples} ours
 * @param {Samples} theirs
 */
export function ratio(ours, theirs) {
  return median(ours.map((sample, round) => sample / (theirs[round] ?? Number.NaN)));
}
