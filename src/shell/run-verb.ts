import { check } from '../commands/check.ts';
import type { Context, Outcome, Switches } from '../commands/context.ts';
import { regenerateLayer } from '../commands/layer.ts';
import { list } from '../commands/list.ts';
import { createProject } from '../commands/new.ts';
import { resolve } from '../commands/resolve.ts';
import { addResources } from '../commands/resource.ts';
import { sync } from '../commands/sync.ts';
import { undoRun } from '../commands/undo.ts';
import { upgrade } from '../commands/upgrade.ts';
import { isUnfinished } from '../write/decide.ts';
import { answersBy } from './answers.ts';
import type { Ask } from './ask.ts';
import { completeNew } from './complete-new.ts';
import { completeResource } from './complete-resource.ts';
import { askDecision } from './conflict-question.ts';
import { failureOf } from './failure.ts';
import type { Spell } from './help.ts';
import { jsonOf } from './json.ts';
import type { Typed } from './options.ts';
import { newRequest, refuseMore, resourceRequest, switchesOf } from './requests.ts';

/** What a shell brings along to run a verb. */
export interface Shell {
  readonly context: Omit<Context, 'decide' | 'confirm' | 'choose'>;
  /** Absent when there is no terminal. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
  /** Where what a program reads goes. */
  readonly print: (text: string) => void;
}

interface Call {
  readonly verb: string;
  readonly typed: Typed;
  readonly switches: Switches;
  readonly context: Context;
  /** Absent when nobody may be asked. */
  readonly ask: Ask | undefined;
  readonly shell: Shell;
}

type Run = (call: Call) => Promise<Outcome>;

async function runLayer({ verb, typed, switches, context }: Call): Promise<Outcome> {
  refuseMore(typed.words, 1, verb);
  return regenerateLayer({ layer: verb, resource: typed.words[0] }, switches, context);
}

/** A verb that takes no words. */
const plain =
  (run: Run): Run =>
  (call) => {
    refuseMore(call.typed.words, 0, call.verb);
    return run(call);
  };

/** The verbs with a command of their own; all others are layers, which share one. */
const runs: Readonly<Record<string, Run>> = {
  new: async ({ typed, ask, context, switches }) => {
    const request = await completeNew(newRequest(typed), ask, context.templates, typed.on('yes'));
    return createProject(request, switches, context);
  },
  resource: async ({ typed, ask, shell, context, switches }) => {
    const request = await completeResource(resourceRequest(typed), ask, shell);
    return addResources(request, switches, context);
  },
  sync: plain(({ typed, switches, context }) => sync(typed.on('allow-drop'), switches, context)),
  upgrade: plain(({ typed, switches, context }) => upgrade(typed.texts('restore'), switches, context)),
  check: plain(({ context }) => check(context)),
  resolve: plain(({ switches, context }) => resolve(switches, context)),
  undo: plain(({ switches, context }) => undoRun(switches, context)),
  list: plain(async ({ context }) => list(context)),
};

const INTERRUPTED = 130;
const CONFLICTS = 3;

function exitCodeOf({ interrupted, exitCode, changes }: Outcome, { dryRun, diff }: Switches): number {
  if (interrupted) return INTERRUPTED;
  if (exitCode !== undefined) return exitCode;
  const asks = (dryRun || diff) && changes.some(({ verdict }) => verdict === 'conflict');
  return asks || changes.some(isUnfinished) ? CONFLICTS : 0;
}

async function runForPeople(call: Call): Promise<number> {
  const outcome = await (runs[call.verb] ?? runLayer)(call);
  return exitCodeOf(outcome, call.switches);
}

/** The same for a program: one document on standard output, whatever happens. */
async function runForPrograms(call: Call): Promise<number> {
  const { verb, switches, shell } = call;
  const messages: string[] = [];
  const context = { ...call.context, say: (line: string) => void messages.push(line) };
  try {
    const outcome = await (runs[verb] ?? runLayer)({ ...call, context });
    const exitCode = exitCodeOf(outcome, switches);
    shell.print(jsonOf({ verb, exitCode, messages, outcome }));
    return exitCode;
  } catch (error) {
    const { line, exitCode } = failureOf(error);
    shell.print(jsonOf({ verb, exitCode, messages, error: line }));
    return exitCode;
  }
}

/**
 * Runs one verb: the same for `yo` and for the package's own bin.
 *
 * @returns the exit code
 */
export async function runVerb(verb: string, typed: Typed, shell: Shell): Promise<number> {
  const isForPrograms = typed.on('json');
  const ask = typed.on('yes') || isForPrograms ? undefined : shell.ask;
  const asked = ask && { decide: askDecision(ask, shell.context.say), ...answersBy(ask) };
  const context: Context = { ...shell.context, ...asked };
  const call = { verb, typed, switches: switchesOf(typed), context, ask, shell };
  return isForPrograms ? runForPrograms(call) : runForPeople(call);
}
