import type { Ask } from '../dialogue.ts';
import type { Context, Outcome, Switches } from './context.ts';
import type { FlagName, FlagValues } from './flags.ts';

/** A positional argument of a verb. */
export interface Word {
  /** Its name in the help, e.g. `path`. */
  readonly name: string;
  readonly required?: true;
  /** Only the last can be repeated. */
  readonly many?: true;
}

/** Formats a call of a verb for one of the two shells: `fastapi-architect resource`, `yo fastapi-architect:resource`. */
export type Spell = (usage: string) => string;

/** A call of a verb: its arguments and context. */
export interface Call<Name extends FlagName = never> {
  /** The verb's name; for a layer verb, the layer. */
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

/** The declaration of a verb. Help, parsing, Yeoman's generators and the README's table are derived from it. */
export interface Verb<Name extends FlagName = never> {
  /** Its name on the command line. */
  readonly name: string;
  /** Its position in the help. */
  readonly order: number;
  /** One-line description, verb first. */
  readonly summary: string;
  readonly words?: readonly Word[];
  /** What the help of the verb lists besides its flags: types and modifiers of fields, values that depend on the profiles. */
  readonly explains?: readonly ('fields' | 'profiles')[];
  /** Its flags besides the common ones. */
  readonly flags: readonly Name[];
  /** Words of other tools for it, and what to type instead of them. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** Example calls; each works in a project with an `Invoice` and a `Note`. */
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
