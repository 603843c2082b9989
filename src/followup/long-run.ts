import type { Dialogue } from '../dialogue.ts';
import { silentRun, type Ran } from '../programs/silent-run.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A program that may run for many seconds. */
export interface LongProgram {
  /** What it does, for the user: `installing the dependencies`. */
  readonly what: string;
  readonly command: string;
  readonly args: readonly string[];
  /** How the user would type it. */
  readonly shown: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program and shows that it runs. A signal ends the program, not the run. */
export async function longRun(
  { what, command, args, shown, env }: LongProgram,
  root: string,
  { progress }: Dialogue,
): Promise<Ran & { readonly interrupted: boolean }> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of SIGNALS) process.on(signal, stop);
  const done = progress?.(`${what} (${shown})`);
  try {
    const options = { cancelSignal: controller.signal, ...(env && { env }) };
    const ran = await silentRun(command, args, root, options);
    return { ...ran, interrupted: controller.signal.aborted };
  } finally {
    done?.();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
