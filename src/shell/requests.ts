import type { Switches } from '../run/context.ts';
import { policies } from '../run/context.ts';
import type { AdoptRequest } from '../verbs/adopt.ts';
import type { NewRequest } from '../verbs/new.ts';
import type { ResourceRequest } from '../verbs/resource.ts';
import { UserError } from '../errors.ts';
import type { Typed } from './options.ts';

/** How the verb goes about its work, as it was typed. */
export function switchesOf(typed: Typed): Switches {
  return {
    force: typed.on('force'),
    onConflict: policies.find((policy) => policy === typed.text('on-conflict')),
    dryRun: typed.on('dry-run'),
    diff: typed.on('diff'),
    skipInstall: typed.on('skip-install'),
    skipGit: typed.on('skip-git'),
  };
}

/** Raises UserError when there are more words than the verb can do something with. */
export function refuseMore(words: readonly string[], most: number, verb: string): void {
  const extra = words[most];
  if (extra !== undefined) throw new UserError(`${verb} does not know what to do with ${extra}: see --help`);
}

export function newRequest(typed: Typed): NewRequest {
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

export function adoptRequest(typed: Typed): AdoptRequest {
  refuseMore(typed.words, 0, 'adopt');
  return {
    profile: typed.text('profile'),
    database: typed.text('database'),
    auth: typed.text('auth'),
    description: typed.text('description'),
    resources: typed.texts('resource'),
    from: typed.text('from'),
  };
}

export function resourceRequest(typed: Typed): ResourceRequest {
  return {
    words: typed.words,
    resources: typed.texts('resource'),
    from: typed.text('from'),
    with: typed.texts('with'),
    drop: typed.texts('drop'),
    rename: typed.texts('rename'),
    allowDrop: typed.on('allow-drop'),
    without: typed.texts('without'),
    renameTo: typed.text('rename-to'),
    remove: typed.on('remove'),
  };
}
