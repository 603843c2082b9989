import type { Ask } from '../dialogue.ts';
import type { Context } from '../run/context.ts';
import type { Spell } from '../run/verb.ts';

/** What a shell brings along to run a verb. */
export interface Shell {
  readonly context: Omit<Context, 'decide' | 'confirm' | 'choose'>;
  /** Absent when there is no terminal. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
  /** Where what a program reads goes. */
  readonly print: (text: string) => void;
}
