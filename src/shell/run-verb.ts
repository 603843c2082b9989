import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { UserError } from '../errors.ts';
import { isUnfinished } from '../write/decide.ts';
import { answersBy } from './answers.ts';
import type { Ask } from './ask.ts';
import { askDecision } from './conflict-question.ts';
import { failureOf } from './failure.ts';
import { jsonOf } from './json.ts';
import type { Typed } from './options.ts';
import type { Shell } from './shell.ts';
import { adoptRequest, newRequest, refuseMore, resourceRequest, switchesOf } from './requests.ts';

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
  const { regenerateLayer } = await import('../verbs/layer.ts');
  return regenerateLayer({ layer: verb, resource: typed.words[0] }, switches, context);
}

/** A verb that takes no words. */
const plain =
  (run: Run): Run =>
  (call) => {
    refuseMore(call.typed.words, 0, call.verb);
    return run(call);
  };

/** A verb that takes one path or more. */
const withPaths =
  (run: Run): Run =>
  (call) => {
    const { typed, verb } = call;
    if (typed.words.length > 0) return run(call);
    throw new UserError(`${verb} needs a path: fastapi-architect ${verb} app/main.py`);
  };

/** The verbs with a command of their own, loaded when it is called; all others are layers, which share one. */
const runs: Readonly<Record<string, Run>> = {
  new: async ({ typed, ask, context, switches }) => {
    const { completeNew } = await import('./complete-new.ts');
    const request = await completeNew(newRequest(typed), ask, context.templates, typed.on('yes'));
    const { createProject } = await import('../verbs/new.ts');
    return createProject(request, switches, context);
  },
  resource: async ({ typed, ask, shell, context, switches }) => {
    const { completeResource } = await import('./complete-resource.ts');
    const request = await completeResource(resourceRequest(typed), ask, shell);
    const { addResources } = await import('../verbs/resource.ts');
    return addResources(request, switches, context);
  },
  sync: plain(async ({ typed, switches, context }) => {
    const { sync } = await import('../verbs/sync.ts');
    return sync(typed.on('allow-drop'), switches, context);
  }),
  upgrade: plain(async ({ typed, switches, context }) => {
    const { upgrade } = await import('../verbs/upgrade.ts');
    return upgrade(typed.texts('restore'), switches, context);
  }),
  check: plain(async ({ context }) => {
    const { check } = await import('../verbs/check.ts');
    return check(context);
  }),
  review: async ({ typed, context }) => {
    const { review } = await import('../verbs/review.ts');
    const request = { paths: typed.words, sarif: typed.on('sarif'), routes: typed.on('routes') };
    return review(request, context);
  },
  resolve: plain(async ({ switches, context }) => {
    const { resolve } = await import('../verbs/resolve.ts');
    return resolve(switches, context);
  }),
  undo: plain(async ({ switches, context }) => {
    const { undoRun } = await import('../verbs/undo.ts');
    return undoRun(switches, context);
  }),
  list: plain(async ({ context }) => {
    const { list } = await import('../verbs/list.ts');
    return list(context);
  }),
  move: async ({ typed, switches, context }) => {
    const [from, to] = typed.words;
    refuseMore(typed.words, 2, 'move');
    if (from === undefined || to === undefined)
      throw new UserError('move needs two paths, old and new: fastapi-architect move app/a.py app/b.py');
    const { move } = await import('../verbs/move.ts');
    return move(from, to, switches, context);
  },
  detach: withPaths(async ({ typed, switches, context }) => {
    const { detach } = await import('../verbs/detach.ts');
    return detach(typed.words, switches, context);
  }),
  attach: withPaths(async ({ typed, switches, context }) => {
    const { attach } = await import('../verbs/detach.ts');
    return attach(typed.words, switches, context);
  }),
  adopt: async ({ typed, ask, shell, switches, context }) => {
    const { completeAdopt } = await import('./complete-adopt.ts');
    const { adopt } = await import('../verbs/adopt.ts');
    const request = await completeAdopt(adoptRequest(typed), ask, shell, typed.on('yes'));
    return adopt(request, switches, context);
  },
};

const INTERRUPTED = 130;
const CONFLICTS = 3;

function exitCodeOf({ interrupted, exitCode, changes }: Outcome, switches: Switches): number {
  if (interrupted) return INTERRUPTED;
  if (exitCode !== undefined) return exitCode;
  const asks = isAsking(switches) && changes.some(({ verdict }) => verdict === 'conflict');
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
