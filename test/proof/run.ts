import { HANG } from '../support/limits.ts';
import { start, startPython, type Ran, type StartOptions, type Started } from './worker.ts';

export type { Ran } from './worker.ts';

async function finish(started: Started): Promise<Ran> {
  const timer = setTimeout(() => started.kill('SIGKILL'), HANG);
  try {
    return await started.ended;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a program without a terminal; returns its exit code and all that it printed. */
export function run(command: string, args: readonly string[], options: StartOptions): Promise<Ran> {
  return finish(start([command, ...args], options));
}

function expectSuccess(command: readonly string[], { code, output }: Ran): string {
  if (code === 0) return output;
  throw new Error(`${command.join(' ')} ended with ${code}\n${output.slice(-8000)}`);
}

/** As `run`, for what has to succeed. Raises Error with the end of what it printed. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: StartOptions,
): Promise<string> {
  return expectSuccess([command, ...args], await run(command, args, options));
}

/** Runs Python in a process that has the large libraries of its environment loaded, which saves a second a call. */
export function runPython(python: string, args: readonly string[], options: StartOptions): Promise<Ran> {
  return finish(startPython(python, args, options));
}

/** As `runPython`, for what has to succeed. Raises Error with the end of what it printed. */
export async function mustRunPython(
  python: string,
  args: readonly string[],
  options: StartOptions,
): Promise<string> {
  return expectSuccess(['python', ...args], await runPython(python, args, options));
}
