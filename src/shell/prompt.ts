import type { Choice, Question } from '../dialogue.ts';

/** Lines of a terminal that a question needs besides its choices. */
const OTHER_LINES = 5;
const FEWEST_CHOICES = 4;

interface Chosen {
  readonly value: string;
}

/** Shows a chosen choice without its explanation: `str` for `str: one line of text`. */
const withShort = (choice: Choice): object => ({ ...choice, short: choice.name.split(/: | {2,}/)[0] });

/**
 * Converts a question to inquirer's format, which Yeoman shares.
 *
 * @param rows height of the terminal: as many choices are visible as fit
 */
export function promptOf(question: Question, rows = 24): object {
  const { choices, validate, type } = question;
  const pageSize = Math.max(FEWEST_CHOICES, Math.min(choices?.length ?? 0, rows - OTHER_LINES));
  const joined = (chosen: readonly Chosen[]) => chosen.map(({ value }) => value).join(',');
  return {
    ...question,
    ...(choices && { choices: choices.map(withShort), pageSize, loop: false }),
    // A checkbox validates the list of its chosen choices.
    ...(validate &&
      type === 'checkbox' && { validate: (chosen: readonly Chosen[]) => validate(joined(chosen)) }),
  };
}
