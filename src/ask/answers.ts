import type { Context } from '../run/context.ts';
import type { Ask } from '../dialogue.ts';

type Answers = Required<Pick<Context, 'confirm' | 'choose'>>;

const NO_OR_YES = [
  { name: 'no, write nothing', value: 'no' },
  { name: 'yes', value: 'yes' },
];

/** The questions of a command, put by somebody who can ask; no is what comes first, and goes with the return key. */
export function answersBy(ask: Ask): Answers {
  return {
    confirm: async (message) =>
      (await ask({ type: 'select', name: 'confirm', message, choices: NO_OR_YES })) === 'yes',
    choose: (message, choices) => ask({ type: 'select', name: 'choice', message, choices }),
  };
}
