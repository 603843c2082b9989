import type { Ask } from '../dialogue.ts';
import type { Context, Outcome, Switches } from './context.ts';
import type { FlagName, FlagValues } from './flags.ts';

/** Words that follow a verb. */
export interface Word {
  /** What it is, in the help: `path`. */
  readonly name: string;
  readonly required?: true;
  /** Only the last can be repeated. */
  readonly many?: true;
}

/** How a verb is called in one of the two shells: `fastapi-architect resource`, `yo fastapi-architect:resource`. */
export type Spell = (usage: string) => string;

/** A verb as it was typed, and what it can work with. */
export interface Call<Name extends FlagName = never> {
  /** The verb itself, which for layers is the layer. */
  readonly verb: string;
  readonly words: readonly string[];
  /** The flags of the verb. */
  readonly flags: FlagValues<Name>;
  readonly switches: Switches;
  readonly context: Context;
  /** Absent without a terminal, and with --yes or --json. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
}

/** What a file of `src/verbs/` declares. Help, parsing, Yeoman's generators and the table of the README are derived from it. */
export interface Verb<Name extends FlagName = never> {
  /** As it is typed. */
  readonly name: string;
  /** Its place in the help. */
  readonly order: number;
  /** What it does: one line, the verb first. */
  readonly summary: string;
  readonly words?: readonly Word[];
  /** The flags that it takes beside those of all verbs. */
  readonly flags: readonly Name[];
  /** Each works in a project with an `Invoice` and a `Note`. */
  readonly examples: readonly string[];
  readonly run: (call: Call<Name>) => Promise<Outcome>;
}

/** A verb with any set of flags. The caller passes the values of all flags. */
export type AnyVerb = Omit<Verb, 'flags' | 'run'> & {
  readonly flags: readonly FlagName[];
  readonly run: (call: Call<FlagName>) => Promise<Outcome>;
};

/** Declares a verb. Its module is loaded for help too, so `run` imports late what the work needs. */
export function defineVerb<const Name extends FlagName>(verb: Verb<Name>): AnyVerb {
  return verb;
}
