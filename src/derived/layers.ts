import { UserError } from '../errors.ts';
import type { FieldSpec } from '../language/field.ts';
import type { ResourceSpec } from '../language/resource.ts';

/** The layers of a profile. */
export interface LayersOfProfile {
  readonly layers: readonly string[];
  /** Layers that a resource has only on request. */
  readonly optionalLayers: readonly string[];
  /** Optional layers that fill fields, so a resource with one needs such a field. */
  readonly fillingLayers?: readonly string[];
}

/** Whether the application computes a field: no request sets it, and it is empty at first. */
export const isFilled = ({ type, readonly, optional, from }: FieldSpec): boolean =>
  readonly === true && optional === true && from === undefined && type !== 'ref' && type !== 'many';

/** Returns the layers of one resource, in the order of its profile. */
export function layersOf(
  { layers, with: asked = [] }: Pick<ResourceSpec, 'layers' | 'with'>,
  profile: LayersOfProfile,
): readonly string[] {
  return profile.layers.filter((layer) =>
    profile.optionalLayers.includes(layer) ? asked.includes(layer) : (layers?.includes(layer) ?? true),
  );
}

/**
 * Refuses requested layers that are not optional layers of the profile, and layers without a field to fill.
 *
 * @throws UserError with what to type
 */
export function checkLayers(resources: readonly ResourceSpec[], profile: LayersOfProfile): void {
  for (const { name, with: asked = [], fields } of resources) {
    const filling = asked.find((layer) => profile.fillingLayers?.includes(layer));
    if (filling !== undefined && !fields.some(isFilled))
      throw new UserError(
        `${name}: with=${filling} needs a field for its result, readonly and optional, but neither derived nor a reference; ` +
          `add one, e.g. ${name} result:text:optional:readonly`,
      );
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
