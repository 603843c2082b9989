import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import type { Stack } from '../overlay/stack.ts';
import { parseProject, projectNameFrom } from '../language/project.ts';
import { checkLayers } from '../language/layers.ts';
import { parseResource, type ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { readAnswers } from '../state/answers.ts';
import { STATE_FORMAT } from '../state/layout.ts';
import { builtInResources } from '../view/built-in.ts';
import { finishNew } from './after.ts';
import { apply } from '../run/apply.ts';
import { planRun } from '../run/compare.ts';
import { EVERYTHING } from '../run/target.ts';
import type { Context, Outcome, Switches } from '../run/context.ts';
import { newProjectRevisions } from '../migrations/plan.ts';
import { sorted, stackOf } from '../run/project.ts';
import { recover } from '../write/journal.ts';
import { saidResources } from '../change/said.ts';
import { showChanges } from '../run/show.ts';

/** What a user can say about a project that is to be made; what is missing gets its default. */
export interface NewRequest {
  /** `.` is the current folder, whose name becomes the project's. */
  readonly name?: string | undefined;
  readonly directory?: string | undefined;
  readonly profile?: string | undefined;
  readonly database?: string | undefined;
  readonly auth?: string | undefined;
  readonly description?: string | undefined;
  /** One resource each, as `--resource` has it. */
  readonly resources: readonly string[];
  /** File with one resource a line. */
  readonly from?: string | undefined;
  readonly example: boolean;
}

/** A repository that was made first does not stop a project from moving in. */
const HARMLESS = /^(\.git|\.gitattributes|\.DS_Store|\.idea|\.vscode|readme(\.\w+)?|licen[cs]e(\.\w+)?)$/i;

/** @returns the name of something that was there before, which --force lets be there */
function refuseOccupied(root: string, force: boolean): string | undefined {
  if (!existsSync(root)) return undefined;
  if (!statSync(root).isDirectory())
    throw new UserError(`${root} is a file: give another name or --directory`);
  if (readAnswers(root) !== undefined) {
    throw new UserError(`${root} is a project already: add to it with "fastapi-architect resource"`);
  }
  const found = readdirSync(root).find((name) => !HARMLESS.test(name));
  if (found === undefined || force) return found;
  throw new UserError(`${root} is not empty (it has ${found}): give another name or --directory, or --force`);
}

/** Where the project goes and what it is called. */
function place({ name, directory }: NewRequest, cwd: string): { root: string; name: string } {
  if (name === undefined && directory === undefined) {
    throw new UserError('a project needs a name: fastapi-architect new shop');
  }
  const root = resolve(cwd, directory ?? name ?? '.');
  const named = name === undefined || name === '.' ? projectNameFrom(basename(root)) : name;
  return { root, name: named };
}

function firstResources(request: NewRequest, example: string, cwd: string): ResourceSpec[] {
  const said = saidResources(request.resources, request.from, cwd);
  const useExample = said.length === 0 && request.example;
  return (useExample ? saidResources([example], undefined, cwd) : said).map(parseResource);
}

/**
 * Makes a project: its files, and then what `finishNew` runs in it.
 *
 * @throws UserError for an answer that does not fit, or a folder that is not empty
 */
export async function createProject(
  request: NewRequest,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const { root, name } = place(request, context.cwd);
  const { profile, database, auth, description } = request;
  const profiles = readProfiles(context.templates);
  const project = parseProject(
    { name, profile, database, auth, description, stateFormat: STATE_FORMAT },
    profiles,
  );
  const stack = stackOf(context.templates, project);
  const resources = firstResources(request, stack.profile.example, context.cwd);
  const given = builtInResources(stack.profile.rows);
  checkResources(resources, [], given);
  checkLayers(resources, stack.profile);
  // What a killed run left would pass for somebody's file.
  if (!switches.dryRun && !switches.diff && existsSync(root)) recover(root);
  const found = refuseOccupied(root, switches.force);
  const migrations = newProjectRevisions(stack, resources);
  const target = { root, stack, project, resources: sorted(resources), ...migrations };
  const outcome = await apply(
    planRun(target, EVERYTHING, context.version, { isNew: true }),
    context,
    switches,
  );
  if (!outcome.wrote) return outcome;
  reportNew(outcome, name, context);
  if (!outcome.interrupted) await finishNew({ root, secrets: secretsOf(stack), found }, switches, context);
  return outcome;
}

function secretsOf({ profile }: Stack): readonly string[] {
  const settings = profile.rows.settings;
  return settings.filter(({ secret }) => secret === true).map(({ name }) => name.toUpperCase());
}

function reportNew(outcome: Outcome, name: string, context: Context): void {
  const written = outcome.changes.filter(({ verdict }) => verdict === 'create').length;
  context.say(`${name}: ${written} files in ${join(outcome.root, '/')}`);
  showChanges(
    outcome.changes.filter(({ verdict }) => verdict !== 'create'),
    context,
  );
}
