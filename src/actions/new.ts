import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Answers } from '../advice/questions.ts';
import { UserError } from '../errors.ts';
import { readProfiles, type Profile } from '../overlay/manifest.ts';
import type { Stack } from '../overlay/stack.ts';
import { parseProject, projectNameFrom, type ProjectSpec } from '../language/project.ts';
import { PROJECT_UNIT, type PlanEntry } from '../plan.ts';
import { checkLayers } from '../derived/layers.ts';
import { parseResource, type ResourceSpec } from '../language/resource.ts';
import { checkResources } from '../language/resource-set.ts';
import { readAnswers } from '../state/answers.ts';
import { STATE_FORMAT } from '../state/layout.ts';
import { builtInResources } from '../view/built-in.ts';
import { finishNew } from '../followup/new-project.ts';
import { apply, refuseOtherProject } from '../run/apply.ts';
import { planRun } from '../run/compare.ts';
import { EVERYTHING } from '../run/target.ts';
import type { Context, Outcome, Switches } from '../run/context.ts';
import { newProjectRevisions } from '../migrations/plan.ts';
import { sorted, stackOf } from '../run/project.ts';
import { recover } from '../write/journal.ts';
import { saidResources } from '../change/said.ts';
import { showChanges } from '../run/show.ts';

/** The user's input for a new project; missing values get defaults. */
export interface NewRequest {
  /** `.` is the current folder; its name becomes the project's name. */
  readonly name?: string | undefined;
  readonly directory?: string | undefined;
  readonly profile?: string | undefined;
  readonly database?: string | undefined;
  readonly auth?: string | undefined;
  readonly description?: string | undefined;
  /** One resource each, in the form of `--resource`. */
  readonly resources: readonly string[];
  /** File with one resource per line. */
  readonly from?: string | undefined;
  readonly example: boolean;
  /** Answers of which the project gets a decision record. */
  readonly answers?: Answers | undefined;
}

/** Files of a new repository that a project folder may have already. */
const HARMLESS = /^(\.git|\.gitattributes|\.DS_Store|\.idea|\.vscode|readme(\.\w+)?|licen[cs]e(\.\w+)?)$/i;

const START_DATABASE = 'docker compose up --detach --wait database';

/** @returns the name of an existing file that --force accepts */
function refuseOccupied(root: string, force: boolean): string | undefined {
  if (!existsSync(root)) return undefined;
  if (!statSync(root).isDirectory())
    throw new UserError(`${root} is a file: choose another name or --directory`);
  if (readAnswers(root) !== undefined) {
    throw new UserError(`${root} is already a project: extend it with "fastapi-architect resource"`);
  }
  const found = readdirSync(root).find((name) => !HARMLESS.test(name));
  if (found === undefined || force) return found;
  throw new UserError(
    `${root} is not empty (it has ${found}): choose another name or --directory, or add --force`,
  );
}

/** Returns the folder and the name of the project. */
function place({ name, directory }: NewRequest, cwd: string): { root: string; name: string } {
  if (name === undefined && directory === undefined) {
    throw new UserError('the project name is missing: type e.g. "fastapi-architect new shop"');
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
 * Creates a project: its files, then the steps of `finishNew`.
 *
 * @throws UserError for an invalid answer, or a folder that is not empty
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
  // Files of a killed run would count as existing files.
  if (!switches.dryRun && !switches.diff && existsSync(root)) recover(root);
  const found = refuseOccupied(root, switches.force);
  const migrations = newProjectRevisions(stack, resources);
  const records = request.answers ? [await decisionRecord(request.answers, project, profiles)] : [];
  const seeds = [...migrations.seeds, ...records];
  const target = { root, stack, project, resources: sorted(resources), ...migrations, seeds };
  const plan = planRun(target, EVERYTHING, context.version, { isNew: true });
  const outcome = await apply(plan, context, switches).catch((error: unknown) => {
    // Most failures caused by another run are about a single file, which says less.
    refuseOtherProject(root);
    throw error;
  });
  if (!outcome.wrote) return outcome;
  reportNew(outcome, name, context);
  if (outcome.interrupted) return outcome;
  const services = project.database === 'postgresql' ? [START_DATABASE] : [];
  const finished = await finishNew({ root, secrets: secretsOf(stack), found, services }, switches, context);
  return { ...outcome, ...finished, isNew: true };
}

/** Returns the record of why the project has its architecture; it is written once and belongs to the user. */
async function decisionRecord(
  answers: Answers,
  project: ProjectSpec,
  profiles: readonly Profile[],
): Promise<PlanEntry> {
  const { decisionView } = await import('../advice/record.ts');
  const titleOf = (id: string) => profiles.find((profile) => profile.id === id)?.title ?? id;
  return {
    unit: PROJECT_UNIT,
    kind: 'seed',
    template: 'decisions/architecture.md',
    output: 'docs/adr/0001-architecture.md',
    view: { decision: decisionView(project, answers, titleOf) },
  };
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
