import type { Ask } from '../dialogue.ts';
import { visible } from '../errors.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import type { FlagName, FlagValues } from '../run/flags.ts';
import { policies } from '../run/policies.ts';
import type { AnyVerb, Call } from '../run/verb.ts';
import { failureOf } from './failure.ts';
import type { Typed } from './options.ts';
import type { Shell } from './shell.ts';

/** Returns the common options of a call. */
function switchesOf(flags: FlagValues<FlagName>): Switches {
  return {
    force: flags.force,
    onConflict: policies.find((policy) => policy === flags['on-conflict']),
    dryRun: flags['dry-run'],
    diff: flags.diff,
    skipInstall: flags['skip-install'],
    skipGit: flags['skip-git'],
  };
}

const INTERRUPTED = 130;
const CONFLICTS = 3;

async function exitCodeOf({ interrupted, exitCode, changes }: Outcome, switches: Switches): Promise<number> {
  if (interrupted) return INTERRUPTED;
  if (exitCode !== undefined) return exitCode;
  if (changes.length === 0) return 0;
  const { isUnfinished } = await import('../write/decide.ts');
  const asks = isAsking(switches) && changes.some(({ verdict }) => verdict === 'conflict');
  return asks || changes.some(isUnfinished) ? CONFLICTS : 0;
}

async function runForPeople(verb: AnyVerb, call: Call<FlagName>): Promise<number> {
  const outcome = await verb.run(call);
  const { context, switches } = call;
  const { nextSteps, repeatLines, stepLines } = await import('./closing.ts');
  const steps = stepLines(nextSteps(outcome, context.cwd));
  for (const line of [...steps, ...repeatLines(outcome)]) context.say(line);
  return exitCodeOf(outcome, switches);
}

/** Runs a verb and prints one JSON document, also on failure. */
async function runForPrograms(verb: AnyVerb, call: Call<FlagName>, { print }: Shell): Promise<number> {
  const { jsonOf } = await import('./json.ts');
  const messages: string[] = [];
  const context = { ...call.context, say: (line: string) => void messages.push(line) };
  try {
    const outcome = await verb.run({ ...call, context });
    const exitCode = await exitCodeOf(outcome, call.switches);
    const { nextSteps } = await import('./closing.ts');
    const next = nextSteps(outcome, context.cwd).map(({ command }) => command);
    print(jsonOf({ verb: call.verb, exitCode, messages, outcome, next }));
    return exitCode;
  } catch (error) {
    const { line, exitCode } = failureOf(error);
    print(jsonOf({ verb: call.verb, exitCode, messages, error: line }));
    return exitCode;
  }
}

/** Makes questions printable, because they may contain names from a repository. */
function visiblyAsking(ask: Ask): Ask {
  return (question) => {
    const choices = question.choices?.map((choice) => ({
      ...choice,
      name: visible(choice.name),
      ...(choice.description !== undefined && { description: visible(choice.description) }),
    }));
    return ask({ ...question, message: visible(question.message), ...(choices && { choices }) });
  };
}

/**
 * Runs one verb, for `yo` and for the package's own command.
 *
 * @returns the exit code
 */
export async function runVerb(verb: AnyVerb, typed: Typed, shell: Shell): Promise<number> {
  const { words, flags } = typed;
  const { say } = shell.context;
  const { progress, paint = (text: string) => text } = shell;
  const ask = flags.yes || flags.json || !shell.ask ? undefined : visiblyAsking(shell.ask);
  let context: Context = {
    ...shell.context,
    progress: flags.json ? undefined : progress,
    say: (line) => say(paint(visible(line))),
  };
  if (ask) {
    const { askDecision } = await import('../ask/conflict.ts');
    const { answersBy } = await import('../ask/answers.ts');
    context = { ...context, decide: askDecision(ask, context.say), ...answersBy(ask) };
  }
  const call = {
    verb: verb.name,
    words,
    flags,
    switches: switchesOf(flags),
    context,
    ask,
    spell: shell.spell,
  };
  return flags.json ? runForPrograms(verb, call, shell) : runForPeople(verb, call);
}
