import type { Rows } from '../overlay/rows.ts';
import { parseResource, parseResourceLine, type ResourceSpec } from '../language/resource.ts';

/** The resources that a profile or a block brings with files of its own: others may refer to them, and nobody may take their names. */
export function builtInResources(rows: Rows): readonly ResourceSpec[] {
  return rows.resources.map(({ name, fields, kept }) =>
    Object.assign(parseResource(parseResourceLine(`${name} ${fields}`)), kept && { kept }),
  );
}
