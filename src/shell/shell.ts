import type { Ask } from '../dialogue.ts';
import type { Context } from '../run/context.ts';
import type { Spell } from '../run/verb.ts';

/** What a shell provides to run a verb. */
export interface Shell {
  readonly context: Omit<Context, 'decide' | 'confirm' | 'choose' | 'progress'>;
  /** Absent without a terminal. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
  /** Shows that a program is running; absent without a terminal. */
  readonly progress?: ((what: string) => () => void) | undefined;
  /** Colours a text of the output; absent for pipes and files. */
  readonly paint?: ((text: string) => string) | undefined;
  /** Prints output for programs: JSON. */
  readonly print: (text: string) => void;
}
