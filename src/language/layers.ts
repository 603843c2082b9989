import { UserError } from '../errors.ts';
import type { ResourceSpec } from './resource.ts';

/** The layers of a profile. */
export interface LayersOfProfile {
  readonly layers: readonly string[];
  /** Layers that a resource has only on request. */
  readonly optionalLayers: readonly string[];
}

/** Returns the layers of one resource, in the order of its profile. */
export function layersOf(
  { layers, with: asked = [] }: Pick<ResourceSpec, 'layers' | 'with'>,
  profile: LayersOfProfile,
): readonly string[] {
  return profile.layers.filter((layer) =>
    profile.optionalLayers.includes(layer) ? asked.includes(layer) : (layers?.includes(layer) ?? true),
  );
}

/** Refuses requested layers that are not optional layers of the profile. */
export function checkLayers(resources: readonly ResourceSpec[], profile: LayersOfProfile): void {
  for (const { name, with: asked = [] } of resources) {
    const wrong = asked.find((layer) => !profile.optionalLayers.includes(layer));
    if (wrong === undefined) continue;
    const known = profile.optionalLayers.join(', ');
    throw new UserError(
      known === ''
        ? `${name}: with=${wrong}: this profile has no optional layers; leave it out`
        : `${name}: with=${wrong}: not an optional layer of this profile (available: ${known}); type with=${profile.optionalLayers[0]}`,
    );
  }
}
