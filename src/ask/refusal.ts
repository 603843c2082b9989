/** Runs `check` as a prompt's validation: returns true or the error message. */
export function refusal(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
