/**
 * Runs `check` as a prompt's validation: returns true or the error message.
 *
 * @param hidden beginnings of messages that the user has not typed, e.g. the name of the resource
 */
export function refusal(check: () => unknown, hidden: readonly string[] = []): true | string {
  try {
    check();
    return true;
  } catch (error) {
    const { message } = error as Error;
    return hidden.reduce(
      (text, beginning) => (text.startsWith(`${beginning}: `) ? text.slice(beginning.length + 2) : text),
      message,
    );
  }
}
