import { UserError } from '../errors.ts';

/** How a run ended that did not end well. */
export interface Failure {
  readonly line: string;
  readonly exitCode: number;
}

function isInterruption(error: Error): boolean {
  return error.name === 'ExitPromptError' || error.name === 'AbortPromptError';
}

/** One line for any error: what the user did wrong, or what went wrong with us and how to find out more. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof Error ? error : new Error(String(error));
  if (isInterruption(known)) return { line: 'interrupted: nothing was written', exitCode: 130 };
  if (known instanceof UserError) return { line: known.message, exitCode: known.exitCode };
  // The system has refused something: no permission, no room, a file that has gone meanwhile.
  if ('syscall' in known && !process.env['DEBUG'])
    return { line: new UserError(known.message).message, exitCode: 1 };
  if (process.env['DEBUG']) return { line: known.stack ?? known.message, exitCode: 1 };
  const cause = new UserError(known.message).message;
  return {
    line: `${cause}; this is a bug in the generator: run again with DEBUG=1 and report it`,
    exitCode: 1,
  };
}
