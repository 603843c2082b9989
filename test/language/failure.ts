import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';

/** Runs what must fail; returns the one line that the user would read. */
export function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
    return message;
  }
  return 'no error';
}
