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

/** Why `check` would refuse an answer, in the form that prompts want. */
export function refusal(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
