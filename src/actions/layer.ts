import { UserError } from '../errors.ts';
import type { Profile } from '../overlay/manifest.ts';
import type { Scope } from '../plan.ts';
import { layersOf } from '../language/layers.ts';
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
  /** A layer of the profile's resources, or a part of the project itself: config, deps. */
  readonly layer: string;
  /** One resource by any spelling of its name; absent: all of them. */
  readonly resource?: string | undefined;
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

function snakeOf(name: string, resources: readonly ResourceSpec[]): string {
  const found = resources.find((resource) => plain(resource.name) === plain(name));
  if (found) return namesOf(found).snake;
  const known = resources.map((resource) => resource.name).join(', ') || 'none yet';
  throw new UserError(`no resource ${name}: this project has ${known}`);
}

function scopeOf(
  { layer, resource }: LayerRequest,
  profile: Profile,
  resources: readonly ResourceSpec[],
): Scope {
  const outputs = profile.parts[layer];
  if (outputs) {
    if (resource !== undefined)
      throw new UserError(`${layer} belongs to the project, not to ${resource}: leave the name out`);
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

/** Whether this asks for a layer that the resource could have and has not. */
function isNew({ layer, resource }: LayerRequest, { stack: { profile }, resources }: Project): boolean {
  if (resource === undefined || !profile.optionalLayers.includes(layer)) return false;
  const snake = snakeOf(resource, resources);
  const found = resources.find((each) => namesOf(each).snake === snake);
  return found !== undefined && !layersOf(found, profile).includes(layer);
}

/**
 * Regenerates one layer, of one resource or of all, or one part of the project, and touches no other file. A layer that
 * not every resource has is added to the one that is named, with all that joins it to the others.
 *
 * @throws UserError for a layer that the profile does not have, naming those it has
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
