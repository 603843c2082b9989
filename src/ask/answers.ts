import type { Context } from '../run/context.ts';
import type { Ask } from '../dialogue.ts';

type Answers = Required<Pick<Context, 'confirm' | 'choose'>>;

const NO_OR_YES = [
  { name: 'no, write nothing', value: 'no' },
  { name: 'yes', value: 'yes' },
];

/** Asks a verb's questions with the given prompt. "No" is the first choice, so that Enter selects it. */
export function answersBy(ask: Ask): Answers {
  return {
    confirm: async (message) =>
      (await ask({ type: 'select', name: 'confirm', message, choices: NO_OR_YES })) === 'yes',
    choose: (message, choices) => ask({ type: 'select', name: 'choice', message, choices }),
  };
}
