import { checkLayers, type LayersOfProfile } from '../../src/derived/layers.ts';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { UserError } from '../../src/errors.ts';

/** `Maker name:str` -> `Maker:with=task name:str`: the line of a resource with every optional layer that it may have. */
export function withLayers(line: string, profile: LayersOfProfile): string {
  return fittingLayers(line, profile).reduce(
    (text, layer) => text.replace(/^\S+/, (head) => `${head}:with=${layer}`),
    line,
  );
}

/** Returns the optional layers that the resource of a line may have. */
export function fittingLayers(line: string, profile: LayersOfProfile): readonly string[] {
  return profile.optionalLayers.filter((layer) => {
    try {
      checkLayers([{ ...parseResource(parseResourceLine(line)), with: [layer] }], profile);
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  });
}
