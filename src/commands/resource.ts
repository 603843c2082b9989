import { UserError } from '../errors.ts';
import { parseField, type FieldSpec } from '../spec/field.ts';
import { checkLayers } from '../spec/layers.ts';
import { namesOf } from '../spec/names.ts';
import { checkResources, parseHead, parseResource, type ResourceSpec } from '../spec/resource.ts';
import { joinSplitValues } from '../spec/words.ts';
import { findMigrationHead } from '../state/migration-head.ts';
import { validated } from '../state/resources.ts';
import { builtInResources } from '../view/built-in.ts';
import { exportContract } from './after.ts';
import { apply } from './apply.ts';
import type { Context, Outcome, Switches } from './context.ts';
import type { Draft } from './draft.ts';
import { planMigrations, type SpecChange } from './migrations.ts';
import { openProject, sorted, type Project } from './project.ts';
import { saidResources } from './said.ts';
import { showChanges } from './show.ts';

export interface ResourceRequest {
  /** `Invoice number:str amount:decimal`, split as the shell splits it; empty when resources come from elsewhere. */
  readonly words: readonly string[];
  readonly resources: readonly string[];
  readonly from?: string | undefined;
  /** Layers that all of them get, beside those that every resource has. */
  readonly with?: readonly string[];
}

/** Fields said again replace those of the same name, new ones go to the end; what was not mentioned stays. */
function merged(before: ResourceSpec, head: string, fields: readonly FieldSpec[]): ResourceSpec {
  const again = new Map(fields.map((field) => [field.name, field]));
  const known = new Set(before.fields.map((field) => field.name));
  const kept = before.fields.map((field) =>
    Object.assign({}, again.get(field.name) ?? field, { id: field.id }),
  );
  const asked = [...(before.with ?? []), ...(parseHead(head).with ?? [])];
  return validated({
    ...before,
    ...(asked.length > 0 ? { with: asked } : {}),
    fields: [...kept, ...fields.filter((field) => !known.has(field.name))],
  });
}

function changeOf(words: readonly string[], existing: readonly ResourceSpec[]): SpecChange {
  const [head = '', ...fields] = joinSplitValues(words);
  const { name } = head === '' ? { name: '' } : parseHead(head);
  const before = existing.find((resource) => resource.name === name);
  return before
    ? { before, after: merged(before, head, fields.map(parseField)) }
    : { before, after: parseResource(words) };
}

function changesOf(request: ResourceRequest, project: Project, context: Context): readonly SpecChange[] {
  const typed = request.words.length > 0 ? [request.words] : [];
  const said = [...typed, ...saidResources(request.resources, request.from, context.cwd)];
  if (said.length === 0)
    throw new UserError('a resource needs a name: fastapi-architect resource Invoice number:str');
  const asked = (request.with ?? []).map((layer) => `:with=${layer}`).join('');
  return said.map(([head = '', ...fields]) => changeOf([head + asked, ...fields], project.resources));
}

function isSame({ before, after }: SpecChange): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Layers come and go without the table. */
function hasSameTable({ before, after }: SpecChange): boolean {
  return JSON.stringify(before?.fields) === JSON.stringify(after.fields);
}

/** The project as it will be with the changes made. */
function draftOf(project: Project, changes: readonly SpecChange[]): Draft {
  const after = changes.map((change) => change.after);
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

/** A table that exists already is changed by a migration that only its owner can decide on. */
function nameMissingMigrations(changes: readonly SpecChange[], { say }: Context): void {
  for (const change of changes) {
    if (!change.before || hasSameTable(change)) continue;
    const { human } = namesOf(change.after);
    say(`the ${human} table needs a migration: uv run alembic revision --autogenerate -m "change ${human}"`);
  }
}

/**
 * Adds resources to the project that the current folder is in, or changes those it has: layers, registries, migrations.
 *
 * @throws UserError for a bad name or field, and exit 3 for a conflict that nobody can answer; nothing is written then
 */
export async function addResources(
  request: ResourceRequest,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const readOnly = switches.dryRun || switches.diff;
  const project = openProject(context, readOnly);
  const changes = changesOf(request, project, context);
  const outcome = await apply(draftOf(project, changes), context, switches);
  if (readOnly) return outcome;
  if (!outcome.wrote) {
    context.say('nothing to do');
    return outcome;
  }
  showChanges(outcome.changes, context);
  nameMissingMigrations(changes, context);
  if (!outcome.interrupted && !switches.skipInstall) await exportContract(project.root, context);
  return outcome;
}
