import type { Ask, Question } from '../dialogue.ts';

const BACK = 'back';

/**
 * One question of a dialogue.
 *
 * @returns the question, or undefined if the answers make it needless
 */
export interface DialogueStep<Answers> {
  readonly question: (answers: Answers) => Question | undefined;
  readonly with: (answers: Answers, answer: string) => Answers | Promise<Answers>;
}

function withBack(question: Question): Question {
  const { choices, type } = question;
  if (type !== 'select' || !choices) return question;
  return { ...question, choices: [...choices, { name: '← back', value: BACK }] };
}

/** Asks the questions in their order. Each list of choices leads back to the question before it. */
export async function askInOrder<Answers>(
  steps: readonly DialogueStep<Answers>[],
  start: Answers,
  ask: Ask,
): Promise<Answers> {
  const past: { readonly at: number; readonly answers: Answers }[] = [];
  let [at, answers] = [0, start];
  for (let step = steps[at]; step !== undefined; step = steps[at]) {
    const question = step.question(answers);
    if (question === undefined) {
      at += 1;
      continue;
    }
    const answer = await ask(past.length > 0 ? withBack(question) : question);
    const before = answer === BACK && question.type === 'select' ? past.pop() : undefined;
    if (before) ({ at, answers } = before);
    else {
      past.push({ at, answers });
      answers = await step.with(answers, answer);
      at += 1;
    }
  }
  return answers;
}
