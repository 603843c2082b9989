import { UserError } from '../errors.ts';

/** A failed run: its message and exit code. */
export interface Failure {
  readonly line: string;
  readonly exitCode: number;
}

function isInterruption(error: Error): boolean {
  return error.name === 'ExitPromptError' || error.name === 'AbortPromptError';
}

/** Converts any error to one line: a user error, a system error, or a bug with how to report it. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof Error ? error : new Error(String(error));
  if (isInterruption(known)) return { line: 'interrupted: nothing was written', exitCode: 130 };
  if (known instanceof UserError) return { line: known.message, exitCode: known.exitCode };
  // A system error, e.g. a missing permission, a full disk, or a deleted file.
  if ('syscall' in known && !process.env['DEBUG'])
    return { line: new UserError(known.message).message, exitCode: 1 };
  if (process.env['DEBUG']) return { line: known.stack ?? known.message, exitCode: 1 };
  const cause = new UserError(known.message).message;
  return {
    line: `${cause}; this is a bug in the generator: run again with DEBUG=1 and report it`,
    exitCode: 1,
  };
}
