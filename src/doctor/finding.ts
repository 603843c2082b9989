import type { Step } from '../run/context.ts';

/** What is there, and what to type if something is missing. */
export interface Finding {
  readonly name: string;
  readonly found: string;
  /** Absent if nothing is missing; empty if `found` says what to do. */
  readonly steps?: readonly Step[];
}
