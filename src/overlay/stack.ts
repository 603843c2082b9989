import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { once } from '../lazy.ts';
import type { Profile } from './manifest.ts';
import { placer, type Placer } from './place.ts';

/** One template, from the last folder of the stack that has it. */
export interface Template {
  /** Path below its folder of the stack, without `.ejs`; the same whichever folder it comes from. */
  readonly id: string;
  readonly file: string;
  /** False: copied as it is. */
  readonly rendered: boolean;
  /** Its text, mapped to the profile's places; read on first use. */
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

const ownBlocks = ({ id, blocks }: Profile): readonly string[] =>
  blocks.map((block) => `${id}/blocks/${block}`);

/**
 * The folders of a profile's stack, lowest first, relative to the templates folder. `<profile>/blocks/<block>` is what the
 * profile changes of a block, where the block is included.
 */
export function foldersOf(profile: Profile): readonly string[] {
  return ['shared', ...profile.blocks.map((block) => `blocks/${block}`), profile.id, ...ownBlocks(profile)];
}

/**
 * The files of every template by id: the winning file first, then the overridden ones. Without files that the profile
 * omits, unless they are its own.
 */
export function sourcesOf(templates: string, profile: Profile): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, readonly string[]>();
  const own = new Set([profile.id, ...ownBlocks(profile)]);
  for (const folder of foldersOf(profile)) {
    for (const file of filesBelow(join(templates, folder))) {
      const path = relative(join(templates, folder), file).split(sep).join('/');
      const id = path.replace(/\.ejs$/, '');
      if (MANIFESTS.has(path) || path.startsWith('blocks/')) continue;
      if (!own.has(folder) && isOmitted(id, profile.omit)) continue;
      sources.set(id, [`${folder}/${path}`, ...(sources.get(id) ?? [])]);
    }
  }
  return sources;
}

/** Opens a profile's stack of folders. */
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

/** Returns the template with this id. Throws Error if no folder has it, which is a bug. */
export function templateOf({ templates, profile }: Stack, id: string): Template {
  const template = templates.get(id);
  if (!template) throw new Error(`profile ${profile.id} has no template ${id}`);
  return template;
}
