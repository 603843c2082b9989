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

/** The folders that a profile is laid together from, the lowest first; from the folder of all templates. */
export function foldersOf({ id, blocks }: Profile): readonly string[] {
  return ['shared', ...blocks.map((block) => `blocks/${block}`), id];
}

/**
 * The files of every template, by its id: the one that wins first, then those that it hides. What the profile omits is left
 * out, unless it is its own.
 */
export function sourcesOf(templates: string, profile: Profile): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, readonly string[]>();
  for (const folder of foldersOf(profile)) {
    for (const file of filesBelow(join(templates, folder))) {
      const path = relative(join(templates, folder), file).split(sep).join('/');
      const id = path.replace(/\.ejs$/, '');
      if (MANIFESTS.has(path) || (folder !== profile.id && isOmitted(id, profile.omit))) continue;
      sources.set(id, [`${folder}/${path}`, ...(sources.get(id) ?? [])]);
    }
  }
  return sources;
}

/** Lays the profile's folders over each other. */
export function openStack(templates: string, profile: Profile): Stack {
  const placed = placer(profile.places);
  const found = new Map<string, Template>();
  for (const [id, [source = '']] of sourcesOf(templates, profile)) {
    const file = join(templates, source);
    const text = once(() => placed.template(id, readFileSync(file, 'utf8')));
    found.set(id, { id, file, rendered: source.endsWith('.ejs'), text });
  }
  return { profile, placer: placed, templates: found };
}

/** The template with this id. Raises Error when no folder of the stack has it, which is a fault of ours. */
export function templateOf({ templates, profile }: Stack, id: string): Template {
  const template = templates.get(id);
  if (!template) throw new Error(`profile ${profile.id} has no template ${id}`);
  return template;
}
