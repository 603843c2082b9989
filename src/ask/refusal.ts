/** Why `check` would refuse an answer, in the form that prompts want. */
export function refusal(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
