import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../errors.ts';
import { withIds } from '../language/field-ids.ts';
import { formatResource, parseResource, parseResourceLine, type ResourceSpec } from '../language/resource.ts';
import { RESOURCES_FOLDER } from './layout.ts';
import { isApplied } from './lock.ts';

export function resourceText(resource: ResourceSpec): string {
  return `${JSON.stringify(resource, null, 2)}\n`;
}

/**
 * Puts a spec that was not typed as words through the checks of one that was; ids stay.
 *
 * @throws UserError as `parseResource` does
 */
export function validated(spec: ResourceSpec): ResourceSpec {
  const parsed = parseResource(parseResourceLine(formatResource(spec)));
  const ids = spec.fields.map(({ id }) => id as string | undefined);
  const fields = withIds(parsed.fields, ids);
  return { ...parsed, fields, ...(spec.layers === undefined ? {} : { layers: spec.layers }) };
}

function readResource(root: string, name: string): ResourceSpec {
  const path = `${RESOURCES_FOLDER}/${name}`;
  try {
    const spec = JSON.parse(readFileSync(join(root, path), 'utf8')) as ResourceSpec;
    // What its files are in line with was checked when they were brought so: only what was edited since is checked.
    return isApplied(root, basename(name, '.json'), spec) ? spec : validated(spec);
  } catch (error) {
    throw new UserError(`${path}: ${(error as Error).message}`);
  }
}

/**
 * All resources of a project, by snake name.
 *
 * @throws UserError naming the file that is not what it should be
 */
export function readResources(root: string): readonly ResourceSpec[] {
  let names: string[];
  try {
    names = readdirSync(join(root, RESOURCES_FOLDER));
  } catch {
    return [];
  }
  const files = names.filter((name) => name.endsWith('.json'));
  return files.toSorted().map((name) => readResource(root, name));
}
