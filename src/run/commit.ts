import { setImmediate } from 'node:timers/promises';
import { refuseDuringGit } from '../write/git-state.ts';
import type { FileWrite } from '../write/journal.ts';
import { commit } from '../write/transaction.ts';
import type { Outcome } from './context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs synchronous work that signals must not interrupt.
 *
 * @returns whether a signal arrived meanwhile; it is not delivered again
 */
export async function uninterrupted(work: () => void): Promise<boolean> {
  let came = false;
  const note = () => {
    came = true;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    work();
    // Signals that arrived during the work are delivered in the event loop's poll phase. Wait two turns, in case the
    // caller runs in that phase.
    await setImmediate();
    await setImmediate();
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
  return came;
}

/**
 * Writes all files of a run, or none. Signals are handled after the write.
 *
 * @param duringGit whether a git merge or rebase may be in progress
 * @throws UserError (exit 4) if git is in such a state and may not be, or another run is in progress
 */
export async function commitRun(
  root: string,
  writes: readonly FileWrite[],
  duringGit = false,
): Promise<Pick<Outcome, 'wrote' | 'interrupted'>> {
  if (!duringGit) refuseDuringGit(root);
  const interrupted = await uninterrupted(() => commit(root, writes));
  return { wrote: writes.length > 0, interrupted };
}
