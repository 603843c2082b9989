import type { FieldArguments } from './modifiers.ts';
import { decimalUnits, unitsText } from './values.ts';

/** A range of numbers, in integer units of 10^-scale, so that it is exact. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
  readonly scale: number;
}

/** Returns the range of a signed integer with the given bits. */
export function integerRange(bits: 32 | 64): Range {
  const limit = 2n ** BigInt(bits - 1);
  return { low: -limit, high: limit - 1n, scale: 0 };
}

/** Returns the range of a decimal with the field's precision and scale. */
export function decimalRange({ precision = 12, scale = 2 }: FieldArguments): Range {
  const limit = 10n ** BigInt(precision) - 1n;
  return { low: -limit, high: limit, scale };
}

/** Narrows a range by the field's limits, which must be canonical. The result is empty if `low` is above `high`. */
export function bounded(range: Range, { gt, ge, lt, le }: FieldArguments): Range {
  const units = (text: string) => decimalUnits(text, range.scale);
  const lows = [
    range.low,
    ...(ge === undefined ? [] : [units(ge)]),
    ...(gt === undefined ? [] : [units(gt) + 1n]),
  ];
  const highs = [
    range.high,
    ...(le === undefined ? [] : [units(le)]),
    ...(lt === undefined ? [] : [units(lt) - 1n]),
  ];
  return {
    low: lows.reduce((one, other) => larger(one, other)),
    high: highs.reduce((one, other) => smaller(one, other)),
    scale: range.scale,
  };
}

function larger(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

/** Tells whether a canonical number lies in the range and has no more places than it. */
export function holds(range: Range, canonical: string): boolean {
  if ((canonical.split('.')[1]?.length ?? 0) > range.scale) return false;
  const units = decimalUnits(canonical, range.scale);
  return units >= range.low && units <= range.high;
}

/** Writes a range for a message: `from -9.99 to 9.99`. */
export function rangeText({ low, high, scale }: Range): string {
  return `from ${unitsText(low, scale)} to ${unitsText(high, scale)}`;
}
