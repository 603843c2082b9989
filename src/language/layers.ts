import { UserError } from '../errors.ts';
import type { ResourceSpec } from './resource.ts';

/** Which roles a resource can have, as its profile says. */
export interface LayersOfProfile {
  readonly layers: readonly string[];
  /** Those of them that a resource has only when asked for. */
  readonly optionalLayers: readonly string[];
}

/** The layers of one resource, in the order of its profile. */
export function layersOf(
  { layers, with: asked = [] }: Pick<ResourceSpec, 'layers' | 'with'>,
  profile: LayersOfProfile,
): readonly string[] {
  return profile.layers.filter((layer) =>
    profile.optionalLayers.includes(layer) ? asked.includes(layer) : (layers?.includes(layer) ?? true),
  );
}

/** Stops at a layer that was asked for and is none that can be. */
export function checkLayers(resources: readonly ResourceSpec[], profile: LayersOfProfile): void {
  for (const { name, with: asked = [] } of resources) {
    const wrong = asked.find((layer) => !profile.optionalLayers.includes(layer));
    if (wrong === undefined) continue;
    const known = profile.optionalLayers.join(', ');
    throw new UserError(
      known === ''
        ? `${name}: with=${wrong}: in this profile every resource has the same layers; leave it out`
        : `${name}: with=${wrong}: a resource can be asked to have ${known}; type with=${profile.optionalLayers[0]}`,
    );
  }
}
