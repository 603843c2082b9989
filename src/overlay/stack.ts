import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Profile } from './manifest.ts';
import { placer, type Placer } from './place.ts';

/** One template, after the later folders of the stack have had their say. */
export interface Template {
  /** Path below its folder of the stack, without `.ejs`; the same whichever folder it comes from. */
  readonly id: string;
  readonly file: string;
  /** False: copied as it is. */
  readonly rendered: boolean;
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

/**
 * Lays the profile's folders over each other: shared, its blocks as listed, itself. The last one that has a path wins.
 */
export function openStack(templates: string, profile: Profile): Stack {
  const folders = ['shared', ...profile.blocks.map((block) => join('blocks', block)), profile.id];
  const found = new Map<string, Template>();
  for (const folder of folders.map((name) => join(templates, name))) {
    for (const file of filesBelow(folder)) {
      const path = relative(folder, file).split(sep).join('/');
      if (MANIFESTS.has(path)) continue;
      const id = path.replace(/\.ejs$/, '');
      found.set(id, { id, file, rendered: id !== path });
    }
  }
  return { profile, placer: placer(profile.places), templates: found };
}

/** The text of a template as it is written. */
export function readTemplate(stack: Stack, id: string): string {
  const template = stack.templates.get(id);
  if (!template) throw new Error(`profile ${stack.profile.id} has no template ${id}`);
  return readFileSync(template.file, 'utf8');
}
