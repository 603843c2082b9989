import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { once } from '../lazy.ts';
import type { Profile } from './manifest.ts';
import { placer, type Placer } from './place.ts';

/** One template, after the later folders of the stack have had their say. */
export interface Template {
  /** Path below its folder of the stack, without `.ejs`; the same whichever folder it comes from. */
  readonly id: string;
  readonly file: string;
  /** False: copied as it is. */
  readonly rendered: boolean;
  /** What is written in it, for the places of the profile; read when it is first asked for. */
  readonly text: () => string;
}

export interface Stack {
  readonly profile: Profile;
  readonly placer: Placer;
  readonly templates: ReadonlyMap<string, Template>;
}

const MANIFESTS = new Set(['profile.json', 'block.json']);

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Whether a template, by its id, is one of these files or below one of these folders of a project. */
function isOmitted(id: string, omitted: readonly string[]): boolean {
  const [area, ...rest] = id.split('/');
  const path = (area === 'layers' ? rest.slice(1) : rest).join('/');
  return omitted.some((each) => path === each || path.startsWith(`${each}/`));
}

/**
 * Lays the profile's folders over each other: shared, its blocks as listed, itself. The last one that has a path wins, and
 * what the profile omits is left out, unless it is its own.
 */
export function openStack(templates: string, profile: Profile): Stack {
  const folders = ['shared', ...profile.blocks.map((block) => join('blocks', block)), profile.id];
  const found = new Map<string, Template>();
  const own = join(templates, profile.id);
  const placed = placer(profile.places);
  for (const folder of folders.map((name) => join(templates, name))) {
    for (const file of filesBelow(folder)) {
      const path = relative(folder, file).split(sep).join('/');
      if (MANIFESTS.has(path)) continue;
      const id = path.replace(/\.ejs$/, '');
      if (folder !== own && isOmitted(id, profile.omit)) continue;
      const text = once(() => placed.template(id, readFileSync(file, 'utf8')));
      found.set(id, { id, file, rendered: id !== path, text });
    }
  }
  return { profile, placer: placed, templates: found };
}

/** The template with this id. Raises Error when no folder of the stack has it, which is a fault of ours. */
export function templateOf({ templates, profile }: Stack, id: string): Template {
  const template = templates.get(id);
  if (!template) throw new Error(`profile ${profile.id} has no template ${id}`);
  return template;
}
