import type { Context, Outcome, Switches } from '../commands/context.ts';
import { regenerateLayer } from '../commands/layer.ts';
import { list } from '../commands/list.ts';
import { createProject, type NewRequest } from '../commands/new.ts';
import { addResources, type ResourceRequest } from '../commands/resource.ts';
import { UserError } from '../errors.ts';
import type { Ask } from './ask.ts';
import { completeNew } from './complete-new.ts';
import { completeResource } from './complete-resource.ts';
import { askDecision } from './conflict-question.ts';
import type { Spell } from './help.ts';
import type { Typed } from './options.ts';

/** What a shell brings along to run a verb. */
export interface Shell {
  readonly context: Omit<Context, 'decide'>;
  /** Absent when there is no terminal. */
  readonly ask: Ask | undefined;
  readonly spell: Spell;
}

function switchesOf(typed: Typed): Switches {
  return {
    force: typed.on('force'),
    dryRun: typed.on('dry-run'),
    diff: typed.on('diff'),
    skipInstall: typed.on('skip-install'),
    skipGit: typed.on('skip-git'),
  };
}

function refuseMore(words: readonly string[], most: number, verb: string): void {
  const extra = words[most];
  if (extra !== undefined) throw new UserError(`${verb} does not know what to do with ${extra}: see --help`);
}

function newRequest(typed: Typed): NewRequest {
  refuseMore(typed.words, 1, 'new');
  return {
    name: typed.words[0],
    directory: typed.text('directory'),
    profile: typed.text('profile'),
    database: typed.text('database'),
    auth: typed.text('auth'),
    description: typed.text('description'),
    resources: typed.texts('resource'),
    from: typed.text('from'),
    example: !typed.on('no-example'),
  };
}

function resourceRequest(typed: Typed): ResourceRequest {
  return {
    words: typed.words,
    resources: typed.texts('resource'),
    from: typed.text('from'),
    with: typed.texts('with'),
    drop: typed.texts('drop'),
    rename: typed.texts('rename'),
    allowDrop: typed.on('allow-drop'),
  };
}

/**
 * Runs one verb: the same for `yo` and for the package's own bin.
 *
 * @returns the exit code
 */
export async function runVerb(verb: string, typed: Typed, shell: Shell): Promise<number> {
  const yes = typed.on('yes');
  const ask = yes ? undefined : shell.ask;
  const switches = switchesOf(typed);
  const decide = ask && askDecision(ask, shell.context.say);
  const context: Context = { ...shell.context, decide };
  if (verb === 'list') {
    list(context);
    return 0;
  }
  const outcome = await act();
  if (outcome.interrupted) return 130;
  const asked = switches.dryRun || switches.diff;
  return asked && outcome.changes.some(({ verdict }) => verdict === 'conflict') ? 3 : 0;

  async function act(): Promise<Outcome> {
    if (verb === 'new') {
      const request = await completeNew(newRequest(typed), ask, context.templates, yes);
      return createProject(request, switches, context);
    }
    if (verb === 'resource') {
      const request = await completeResource(resourceRequest(typed), ask, shell);
      return addResources(request, switches, context);
    }
    refuseMore(typed.words, 1, verb);
    return regenerateLayer({ layer: verb, resource: typed.words[0] }, switches, context);
  }
}
