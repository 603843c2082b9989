import { double, integer, type GeneratorValue } from 'fast-check';

/** Where what is drawn comes from. */
export abstract class Source {
  /** From 0 up to 1, which is left out. */
  abstract next(): number;

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.next() }));
    return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  }
}

/** What fast-check draws within a property, so that it can look for a smaller example of a failure. */
export class Shrinking extends Source {
  readonly #draw: GeneratorValue;

  constructor(draw: GeneratorValue) {
    super();
    this.#draw = draw;
  }

  override next(): number {
    return this.#draw(double, { min: 0, max: 1, maxExcluded: true, noNaN: true });
  }

  override between(low: number, high: number): number {
    return this.#draw(integer, { min: low, max: high });
  }
}

/** A generator of random numbers that gives the same ones for the same seed (mulberry32): whole projects are drawn by it. */
export class Random extends Source {
  #state: number;

  constructor(seed: number) {
    super();
    this.#state = seed >>> 0;
  }

  override next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
