import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../overlay/stack.ts';
import { outputPath } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import { parseResource } from '../language/resource.ts';
import { projectFiles } from '../files/project-files.ts';

const SNAKE = 'zsnakez';
const PLURAL = 'zpluralz';

interface LayerFile {
  readonly layer: string;
  /** Returns the path of a resource's file in this layer. */
  readonly at: (names: { readonly snake: string; readonly plural: string }) => string;
}

function layerFiles({ profile, templates, placer }: Stack): readonly LayerFile[] {
  return [...templates.keys()].flatMap((template) => {
    const [area, layer = '', ...rest] = template.split('/');
    if (area !== 'layers' || profile.optionalLayers.includes(layer)) return [];
    return [{ layer, at: (names) => placer.move(outputPath(rest.join('/'), names)) }];
  });
}

function nameOf(path: string, { at }: LayerFile): string | undefined {
  const [before, after, more] = at({ snake: SNAKE, plural: PLURAL }).split(SNAKE);
  if (before === undefined || after === undefined || more !== undefined) return undefined;
  if (!path.startsWith(before) || !path.endsWith(after) || path.length <= before.length + after.length)
    return undefined;
  const name = path.slice(before.length, path.length - after.length);
  return /^[a-z][a-z\d]*(_[a-z\d]+)*$/.test(name) ? name : undefined;
}

function pascalOf(snake: string): string {
  return snake.replace(/(?:^|_)([a-z\d])/g, (_, first: string) => first.toUpperCase());
}

/**
 * Finds resources by their files: one in every required layer.
 *
 * @param own paths of project files, which may look like a resource's
 */
export function tracesOf(root: string, stack: Stack, own: ReadonlySet<string>): readonly string[] {
  const files = layerFiles(stack);
  const layers = [...new Set(files.map(({ layer }) => layer))];
  const found = [...projectFiles(root)].flatMap((path) => files.flatMap((file) => nameOf(path, file) ?? []));
  return [...new Set(found)].toSorted().flatMap((snake) => {
    const name = pascalOf(snake);
    const isTheir = ({ at }: LayerFile): boolean => {
      const path = at(namesOf({ name }));
      return !own.has(path) && existsSync(join(root, path));
    };
    const isWhole = layers.every((layer) => files.some((file) => file.layer === layer && isTheir(file)));
    return isWhole && canBe(name) ? [name] : [];
  });
}

function canBe(name: string): boolean {
  try {
    return parseResource([name, 'name:str']).name === name;
  } catch {
    return false;
  }
}
