import { diffOf } from '../commands/show.ts';
import { Abort, type Decide } from '../write/decide.ts';
import type { Ask } from './ask.ts';

const CHOICES = [
  { name: 'keep mine, and do not ask again until the generator changes it', value: 'keep' },
  { name: 'overwrite it with the new text', value: 'overwrite' },
  { name: 'show the difference', value: 'diff' },
  { name: 'abort, and write nothing', value: 'abort' },
];

/** Asks about one conflict until the answer is a decision. */
export function askDecision(ask: Ask, say: (line: string) => void): Decide {
  return async (conflict) => {
    const message = `${conflict.entry.output} was changed by you and by the generator:`;
    for (;;) {
      const answer = await ask({ type: 'select', name: 'decision', message, choices: CHOICES });
      if (answer === 'abort') throw new Abort();
      if (answer === 'diff') say(await diffOf(conflict));
      if (answer === 'keep' || answer === 'overwrite') return answer;
    }
  };
}
