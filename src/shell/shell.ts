import type { Ask } from '../dialogue.ts';
import type { Context } from '../run/context.ts';
import type { Spell } from '../run/verb.ts';

/** What a shell provides to run a verb. */
export interface Shell {
  readonly context: Omit<Context, 'decide' | 'confirm' | 'choose'>;
  /** Absent without a terminal. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
  /** Prints output for programs: JSON. */
  readonly print: (text: string) => void;
}
