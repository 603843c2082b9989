import { UserError } from '../errors.ts';
import type { Profile } from '../overlay/manifest.ts';
import type { Scope } from '../plan.ts';
import { layersOf } from '../derived/layers.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { fittingResources } from '../run/applied.ts';
import { apply } from '../run/apply.ts';
import { showBehind } from '../run/behind.ts';
import { isAsking, type Context, type Outcome, type Switches } from '../run/context.ts';
import { openProject, type Project } from '../run/project.ts';
import { planRun } from '../run/compare.ts';
import { wholeTarget } from '../run/target.ts';
import { addResources } from './resource.ts';
import { showOutcome } from '../run/show.ts';

export interface LayerRequest {
  /** A layer of the profile, or a part of the project: config, deps. */
  readonly layer: string;
  /** One resource, in any spelling; absent: all resources. */
  readonly resource?: string | undefined;
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

function snakeOf(name: string, resources: readonly ResourceSpec[]): string {
  const found = resources.find((resource) => plain(resource.name) === plain(name));
  if (found) return namesOf(found).snake;
  const known = resources.map((resource) => resource.name).join(', ') || 'none yet';
  throw new UserError(`resource ${name} not found: this project has ${known}`);
}

function scopeOf(
  { layer, resource }: LayerRequest,
  profile: Profile,
  resources: readonly ResourceSpec[],
): Scope {
  const outputs = profile.parts[layer];
  if (outputs) {
    if (resource !== undefined)
      throw new UserError(`${layer} belongs to the project, not to ${resource}: omit the name`);
    return { what: 'files', outputs };
  }
  if (profile.layers.includes(layer)) {
    return {
      what: 'layer',
      layer,
      ...(resource === undefined ? {} : { resource: snakeOf(resource, resources) }),
    };
  }
  const known = [...profile.layers, ...Object.keys(profile.parts)].join(', ');
  throw new UserError(`profile ${profile.id} has no layer ${layer}: it has ${known}`);
}

/** Whether the request is for an optional layer that the resource does not have yet. */
function isNew({ layer, resource }: LayerRequest, { stack: { profile }, resources }: Project): boolean {
  if (resource === undefined || !profile.optionalLayers.includes(layer)) return false;
  const snake = snakeOf(resource, resources);
  const found = resources.find((each) => namesOf(each).snake === snake);
  return found !== undefined && !layersOf(found, profile).includes(layer);
}

/**
 * Regenerates one layer, of one or all resources, or one part of the project. Changes no other file, unless it adds an
 * optional layer to the given resource, with its wiring.
 *
 * @throws UserError for an unknown layer, with the profile's layers
 */
export async function regenerateLayer(
  request: LayerRequest,
  switches: Switches,
  context: Context,
): Promise<Outcome> {
  const project = openProject(context, isAsking(switches));
  if (request.resource !== undefined && isNew(request, project)) {
    const change = { words: [request.resource], resources: [], with: [request.layer] };
    return addResources(change, switches, context);
  }
  fittingResources(project);
  const { stack, resources } = project;
  const scope = scopeOf(request, stack.profile, resources);
  const target = wholeTarget(project);
  const reach = { scope, restored: [], gone: [] };
  const outcome = await apply(planRun(target, reach, context.version), context, switches);
  showOutcome(outcome, switches, context);
  await showBehind(target, reach, context);
  return outcome;
}
