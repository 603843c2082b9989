import type { Change, Verdict } from '../write/compare.ts';

const PENDING: ReadonlySet<Verdict> = new Set(['create', 'update', 'merge', 'conflict', 'drop', 'left']);

/** Whether the next `upgrade` would change this file or ask about it. */
export function isPending({ verdict }: Change): boolean {
  return PENDING.has(verdict);
}
