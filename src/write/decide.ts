import { UserError } from '../errors.ts';
import type { Change, Verdict } from './compare.ts';

/** overwrite: take the new text. keep: the user's text is right, do not ask again. later: keep it, ask again next time. */
export type Decision = 'overwrite' | 'keep' | 'later';

/** Asks about one conflict; throws an Abort when the user wants nothing written. */
export type Decide = (conflict: Change) => Promise<Decision>;

export interface Settled extends Change {
  readonly decision?: Decision;
}

/** The user looked at a conflict and chose to write nothing at all. */
export class Abort extends UserError {
  constructor() {
    super('stopped at a conflict: nothing was written', 3);
  }
}

/** Without a terminal nobody can answer: the run stops before its first write. */
export function refuseConflicts(conflicts: readonly Change[]): void {
  if (conflicts.length === 0) return;
  const paths = conflicts.map(({ entry }) => entry.output).join(', ');
  throw new UserError(
    `${paths}: changed by you and by the generator; nothing was written (look with --diff, answer in a terminal, or --force to keep yours)`,
    3,
  );
}

/** Asks about every conflict, one after the other, before anything is written. */
export async function settle(changes: readonly Change[], decide: Decide): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const change of changes) {
    settled.push(change.verdict === 'conflict' ? { ...change, decision: await decide(change) } : change);
  }
  return settled;
}

const WRITTEN: ReadonlySet<Verdict> = new Set(['create', 'update', 'merge']);

/** Whether this change puts its text on disk. */
export function isWritten({ verdict, decision }: Settled): boolean {
  return WRITTEN.has(verdict) || decision === 'overwrite';
}
