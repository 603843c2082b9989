/** One question, in the format that Yeoman and inquirer share. */
export interface Question {
  readonly type: 'input' | 'select' | 'confirm';
  readonly name: string;
  readonly message: string;
  readonly default?: string | boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  /** Returns true, or an error message. */
  readonly validate?: (answer: string) => true | string;
}

/** Asks one question: `this.prompt` in Yeoman, inquirer in the package's own command. */
export type Ask = (question: Question) => Promise<string>;

/** How a run prints messages and asks questions. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Asks a yes/no question; absent without a terminal, and with --yes or --json. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks the user to choose a value; absent in the same cases. */
  readonly choose?:
    | ((
        question: string,
        choices: readonly { readonly name: string; readonly value: string }[],
      ) => Promise<string>)
    | undefined;
}
