import { setImmediate } from 'node:timers/promises';
import { refuseDuringGit } from '../write/git-state.ts';
import type { FileWrite } from '../write/journal.ts';
import { commit } from '../write/transaction.ts';
import type { Outcome } from './context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does synchronous work that a signal must not cut in two.
 *
 * @returns whether a signal came meanwhile; it has been swallowed
 */
export async function uninterrupted(work: () => void): Promise<boolean> {
  let came = false;
  const note = () => {
    came = true;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    work();
    // A signal that came during the work is delivered when the event loop next looks for input and output. Whoever
    // calls from there has to wait for a whole turn.
    await setImmediate();
    await setImmediate();
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
  return came;
}

/**
 * Writes all files of a run, or none. A signal waits until they are complete.
 *
 * @param duringGit whether git may be in the middle of a merge or a rebase
 * @throws UserError (exit 4) when git is, and may not be, or when another run is going on
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
