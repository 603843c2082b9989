import { UserError } from '../errors.ts';
import { checkLayers } from '../spec/layers.ts';
import { namesOf } from '../spec/names.ts';
import { checkResources, parseHead, parseResource } from '../spec/resource.ts';
import { joinSplitValues } from '../spec/words.ts';
import { findMigrationHead } from '../state/migration-head.ts';
import { builtInResources } from '../view/built-in.ts';
import { exportContract } from './after.ts';
import { apply } from './apply.ts';
import type { Context, Outcome, Switches } from './context.ts';
import type { Draft } from './draft.ts';
import { appliedSpec, paired } from './hand-edits.ts';
import { lossesOf, refuseLosses } from './losses.ts';
import { merged, type FieldRequest } from './merged.ts';
import { planMigrations } from './migrations.ts';
import { openProject, sorted, type Project } from './project.ts';
import { saidResources } from './said.ts';
import { showChanges } from './show.ts';
import type { SpecChange } from './spec-change.ts';

export interface ResourceRequest extends FieldRequest {
  /** `Invoice number:str amount:decimal`, split as the shell splits it; empty when resources come from elsewhere. */
  readonly words: readonly string[];
  readonly resources: readonly string[];
  readonly from?: string | undefined;
  /** Layers that all of them get, beside those that every resource has. */
  readonly with?: readonly string[];
  /** Rows may lose what no migration can keep. */
  readonly allowDrop?: boolean;
}

async function changeOf(
  words: readonly string[],
  { drop = [], rename = [] }: ResourceRequest,
  project: Project,
  { choose }: Context,
): Promise<SpecChange> {
  const [head = '', ...fields] = joinSplitValues(words);
  const { name } = head === '' ? { name: '' } : parseHead(head);
  const known = project.resources.find((resource) => resource.name === name);
  if (!known) {
    if (drop.length + rename.length === 0) return { before: undefined, after: parseResource(words) };
    throw new UserError(`${name}: --drop and --rename are for a resource that is there; leave them out`);
  }
  const before = appliedSpec(project.root, known);
  const { edited, left } = await paired(before, known, { drop, rename }, choose);
  return { before, after: merged(edited, head, fields, left) };
}

async function changesOf(
  request: ResourceRequest,
  project: Project,
  context: Context,
): Promise<readonly SpecChange[]> {
  const typed = request.words.length > 0 ? [request.words] : [];
  const said = [...typed, ...saidResources(request.resources, request.from, context.cwd)];
  if (said.length === 0)
    throw new UserError('a resource needs a name: fastapi-architect resource Invoice number:str');
  const { drop = [], rename = [] } = request;
  if (said.length > 1 && drop.length + rename.length > 0)
    throw new UserError('--drop and --rename are for the fields of one resource; name only that one');
  const asked = (request.with ?? []).map((layer) => `:with=${layer}`).join('');
  const changes: SpecChange[] = [];
  for (const [head = '', ...fields] of said)
    changes.push(await changeOf([head + asked, ...fields], request, project, context));
  return changes;
}

function isSame({ before, after }: SpecChange): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** The project as it will be with the changes made. */
function draftOf(project: Project, changes: readonly SpecChange[]): Draft {
  const after = changes.flatMap((change) => change.after ?? []);
  const names = after.map((resource) => namesOf(resource).snake);
  const others = project.resources.filter((resource) => !names.includes(namesOf(resource).snake));
  const given = builtInResources(project.stack.profile.rows);
  checkResources(after, others, given);
  checkLayers(after, project.stack.profile);
  const resources = sorted([...others, ...after]);
  const altered = changes.filter((change) => !isSame(change));
  const head = altered.length > 0 ? findMigrationHead(project.root) : undefined;
  return {
    root: project.root,
    stack: project.stack,
    project: project.spec,
    resources,
    scope: { what: 'resources', resources: names },
    ...planMigrations([...given, ...resources], altered, head),
  };
}

/**
 * Adds resources to the project that the current folder is in, or changes those it has: layers, registries, migrations.
 *
 * @throws UserError for a bad name or field, and exit 3 for a conflict or a loss that nobody can answer for; nothing is
 * written then
 */
export async function addResources(
  request: ResourceRequest,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const readOnly = switches.dryRun || switches.diff;
  const project = openProject(context, readOnly);
  const changes = await changesOf(request, project, context);
  const draft = draftOf(project, changes);
  if (!readOnly) await refuseLosses(lossesOf(changes), request.allowDrop === true, context);
  const outcome = await apply(draft, context, switches);
  if (readOnly) return outcome;
  if (!outcome.wrote) {
    context.say('nothing to do');
    return outcome;
  }
  showChanges(outcome.changes, context);
  if (!outcome.interrupted && !switches.skipInstall) await exportContract(project.root, context);
  return outcome;
}
