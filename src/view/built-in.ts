import type { Rows } from '../overlay/rows.ts';
import { parseResource, parseResourceLine, type ResourceSpec } from '../language/resource.ts';

/** Built-in resources of profiles and blocks, with their own files: others may refer to them, but not replace them. */
export function builtInResources(rows: Rows): readonly ResourceSpec[] {
  return rows.resources.map(({ name, fields, kept }) =>
    Object.assign(parseResource(parseResourceLine(`${name} ${fields}`)), kept && { kept }),
  );
}
