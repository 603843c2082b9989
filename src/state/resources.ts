import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { storedResource } from '../language/stored.ts';
import { failed } from '../schema.ts';
import { RESOURCES_FOLDER, resourceFile } from './layout.ts';
import { readJson } from './read.ts';

export function resourceText(resource: ResourceSpec): string {
  return `${JSON.stringify(resource, null, 2)}\n`;
}

function readResource(root: string, name: string): ResourceSpec {
  const path = `${RESOURCES_FOLDER}/${name}`;
  const source = { where: path, fix: `fix it, or restore it with "git checkout -- ${path}"`, exitCode: 4 };
  const spec = storedResource(readJson(root, path, source), source);
  const { snake } = namesOf(spec);
  if (`${snake}.json` !== name)
    throw failed(
      source,
      `its "name" is ${spec.name}, but the file of ${spec.name} is ${resourceFile(snake)}`,
    );
  return spec;
}

/**
 * All resources of a project, by snake name.
 *
 * @throws UserError (exit 4) naming the file that is not what it should be
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
