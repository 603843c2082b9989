/** A choice of a question. */
export interface Choice {
  readonly name: string;
  readonly value: string;
  /** Whether it is chosen at first, in a checkbox. */
  readonly checked?: boolean;
  /** Shown below the list while the choice is selected. */
  readonly description?: string;
}

/** One question, in the format that Yeoman and inquirer share. */
export interface Question {
  /** The answer to a checkbox has the chosen values, joined by commas. */
  readonly type: 'input' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string;
  readonly default?: string;
  readonly choices?: readonly Choice[];
  /** Returns true, or an error message. */
  readonly validate?: (answer: string) => true | string;
}

/** Asks one question: `this.prompt` in Yeoman, inquirer in the package's own command. */
export type Ask = (question: Question) => Promise<string>;

/** How a run prints messages and asks questions. */
export interface Dialogue {
  readonly say: (line: string) => void;
  /** Shows that something is running; call the result when it has ended. */
  readonly progress?: ((what: string) => () => void) | undefined;
  /** Asks a yes/no question; absent without a terminal, and with --yes or --json. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks the user to choose a value; absent in the same cases. */
  readonly choose?: ((question: string, choices: readonly Choice[]) => Promise<string>) | undefined;
}
