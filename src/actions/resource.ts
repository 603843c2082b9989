import { UserError } from '../errors.ts';
import { namesOf } from '../language/names.ts';
import { parseHead, parseResource, type ResourceSpec } from '../language/resource.ts';
import { joinSplitValues } from '../language/words.ts';
import { readLock } from '../state/lock.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { changeResources } from './change-resources.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { paired } from '../change/hand-edits.ts';
import { merged, type FieldRequest } from '../change/field-edits.ts';
import { openProject, type Project } from '../run/project.ts';
import { shellWord } from '../run/shell-word.ts';
import { saidResources } from '../change/said.ts';
import type { SpecChange } from '../change/spec-change.ts';

export interface ResourceRequest extends FieldRequest {
  /** `Invoice number:str amount:decimal`, split by the shell; empty if resources come from other flags. */
  readonly words: readonly string[];
  readonly resources: readonly string[];
  readonly from?: string | undefined;
  /** Optional layers to add to all of them. */
  readonly with?: readonly string[];
  /** Whether migrations may delete data. */
  readonly allowDrop?: boolean;
  /** Optional layers to remove. */
  readonly without?: readonly string[];
  /** New name of the resource, in the form of its first word. */
  readonly renameTo?: string | undefined;
  /** Whether to remove the resource, with its files and its table. */
  readonly remove?: boolean;
}

/** Returns the first flag that needs an existing resource. */
function flagForExisting({ drop, rename, without, renameTo, remove }: ResourceRequest): string | undefined {
  const said = {
    '--drop': drop?.length,
    '--rename': rename?.length,
    '--without': without?.length,
    '--rename-to': renameTo !== undefined,
    '--remove': remove,
  };
  return Object.entries(said).find(([, value]) => value)?.[0];
}

function removal(before: ResourceSpec, fields: readonly string[]): SpecChange {
  const [field] = fields;
  if (field === undefined) return { before, after: undefined };
  throw new UserError(`${before.name}: --remove removes the whole resource; omit ${field}`);
}

function withoutLayers(resource: ResourceSpec, without: readonly string[]): ResourceSpec {
  const { with: asked = [], ...rest } = resource;
  const strange = without.find((layer) => !asked.includes(layer));
  if (strange !== undefined)
    throw new UserError(
      `${resource.name} does not have the optional layer ${strange}: it has ${asked.join(', ') || 'none'}`,
    );
  const left = asked.filter((layer) => !without.includes(layer));
  return left.length > 0 ? { ...rest, with: left } : rest;
}

function renamed(resource: ResourceSpec, to: string | undefined): ResourceSpec {
  if (to === undefined) return resource;
  const { plural: _, ...rest } = resource;
  return { ...rest, ...parseHead(to) };
}

async function changeOf(
  words: readonly string[],
  request: ResourceRequest,
  project: Project,
  { choose }: Context,
): Promise<SpecChange> {
  const { drop = [], rename = [] } = request;
  const [head = '', ...fields] = joinSplitValues(words);
  const { name } = head === '' ? { name: '' } : parseHead(head);
  const known = project.resources.find((resource) => resource.name === name);
  if (!known) {
    const flag = flagForExisting(request);
    if (flag === undefined) return { before: undefined, after: parseResource(words) };
    throw new UserError(
      `${name}: ${flag} needs an existing resource; omit it, or see "fastapi-architect list"`,
    );
  }
  const before = appliedSpec(readLock(project.root, namesOf(known).snake)) ?? known;
  if (request.remove) return removal(before, fields);
  const { edited, left } = await paired(before, known, { drop, rename }, choose);
  const after = merged(edited, head, fields, left);
  return { before, after: renamed(withoutLayers(after, request.without ?? []), request.renameTo) };
}

async function changesOf(
  request: ResourceRequest,
  project: Project,
  context: Context,
): Promise<readonly SpecChange[]> {
  const typed = request.words.length > 0 ? [request.words] : [];
  const said = [...typed, ...saidResources(request.resources, request.from, context.cwd)];
  if (said.length === 0)
    throw new UserError(
      'the resource name is missing: type e.g. "fastapi-architect resource Invoice number:str"',
    );
  const flag = flagForExisting(request);
  if (said.length > 1 && flag !== undefined)
    throw new UserError(`${flag} applies to one resource; name only that one`);
  const asked = (request.with ?? []).map((layer) => `:with=${layer}`).join('');
  const changes: SpecChange[] = [];
  for (const [head = '', ...fields] of said)
    changes.push(await changeOf([head + asked, ...fields], request, project, context));
  return changes;
}

/**
 * Refuses to remove a resource that others refer to.
 *
 * @throws UserError with the first field, and the command that removes it
 */
function refuseReferred(changes: readonly SpecChange[], resources: readonly ResourceSpec[]): void {
  for (const { before, after } of changes) {
    if (!before || after) continue;
    for (const { name, fields } of resources) {
      const field = name === before.name ? undefined : fields.find(({ to }) => to === before.name);
      if (field !== undefined)
        throw new UserError(
          `${before.name}: ${name}.${field.name} refers to it; remove that field first: "fastapi-architect resource ${name} --drop ${field.name} --allow-drop"`,
        );
    }
  }
}

/**
 * Refuses to rename a resource with detached files: they would keep the old name, which breaks imports.
 *
 * @throws UserError (exit 4) with the files
 */
function refuseDetached(root: string, changes: readonly SpecChange[]): void {
  for (const { before, after } of changes) {
    if (!before || !after || namesOf(before).snake === namesOf(after).snake) continue;
    const files = Object.values(readLock(root, namesOf(before).snake).files);
    const paths = files.flatMap(({ state, path }) => (state === 'detached' ? [path] : []));
    if (paths.length === 0) continue;
    throw new UserError(
      `${paths.join(', ')}: detached, so renaming ${before.name} to ${after.name} would not update it; nothing was written: run "fastapi-architect attach ${paths.map(shellWord).join(' ')}", rename, then detach it again`,
      4,
    );
  }
}

/**
 * Adds or changes resources of the current project: layers, registries, migrations.
 *
 * @throws UserError for an invalid name or field, (exit 3) for a conflict or data loss that is not decided; nothing is
 * written then
 */
export async function addResources(
  request: ResourceRequest,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const project = openProject(context, isAsking(switches));
  const changes = await changesOf(request, project, context);
  refuseReferred(changes, project.resources);
  refuseDetached(project.root, changes);
  return changeResources({ project, changes, allowDrop: request.allowDrop === true }, switches, context);
}
