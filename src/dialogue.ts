/** One question, in the words that Yeoman's prompt and inquirer's share. */
export interface Question {
  readonly type: 'input' | 'select' | 'confirm';
  readonly name: string;
  readonly message: string;
  readonly default?: string | boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  /** True, or why the answer will not do. */
  readonly validate?: (answer: string) => true | string;
}

/** Puts one question to the user: `this.prompt` in Yeoman, inquirer in our own bin. */
export type Ask = (question: Question) => Promise<string>;

/** How a run talks to its user, in a terminal or not. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Asks a yes or no question; absent without a terminal, and with --yes or --json. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks the user to choose a value; absent in the same cases. */
  readonly choose?:
    | ((
        question: string,
        choices: readonly { readonly name: string; readonly value: string }[],
      ) => Promise<string>)
    | undefined;
}
