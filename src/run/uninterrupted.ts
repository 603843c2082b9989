import { setImmediate } from 'node:timers/promises';

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
