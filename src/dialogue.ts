/** How a run talks to its user, in a terminal or not. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Asks a yes or no question; absent when nobody can answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for the value of one choice; absent when nobody can answer. */
  readonly choose?:
    | ((
        question: string,
        choices: readonly { readonly name: string; readonly value: string }[],
      ) => Promise<string>)
    | undefined;
}
