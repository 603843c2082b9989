import { UserError } from '../errors.ts';
import type { AnyVerb } from '../run/verb.ts';
import { nearest, quoted } from '../suggestion.ts';
import { verbFiles } from './verb-files.ts';

/** The file with the verb of all layers. */
const LAYER = 'layer';

/** Whether this is the verb of all layers. */
export const isForLayers = ({ name }: AnyVerb): boolean => name === `<${LAYER}>`;

/** The names of all verbs except layers; each has its own file. */
export function verbNames(): readonly string[] {
  return Object.keys(verbFiles).filter((name) => name !== LAYER);
}

async function load(name: string): Promise<AnyVerb> {
  const module = await verbFiles[name]?.();
  if (!module) throw new Error(`src/verbs/ has no file ${name}`);
  return module.default;
}

/** Loads all verbs, including the one of layers, in the order of the help. */
export async function allVerbs(): Promise<readonly AnyVerb[]> {
  const verbs = await Promise.all([...verbNames(), LAYER].map(load));
  return verbs.toSorted((a, b) => a.order - b.order);
}

/** Lists the layers of all profiles, and the parts of a project that a verb regenerates. */
export async function layerNames(templates: string): Promise<readonly string[]> {
  const { readProfiles } = await import('../overlay/manifest.ts');
  const profiles = readProfiles(templates);
  return [...new Set(profiles.flatMap(({ layers, parts }) => layers.concat(Object.keys(parts))))];
}

/**
 * Loads a verb by its name or by the name of a layer.
 *
 * @throws UserError for an unknown name
 */
export async function findVerb(name: string, templates: string): Promise<AnyVerb> {
  if (verbNames().includes(name)) return load(name);
  const layers = await layerNames(templates);
  if (layers.includes(name)) return { ...(await load(LAYER)), name };
  const known = [...verbNames(), ...layers];
  const synonyms = Object.assign({}, ...(await allVerbs()).map((verb) => verb.synonyms ?? {}));
  const near = Object.hasOwn(synonyms, name) ? String(synonyms[name]) : nearest(name, known);
  const hint = near === undefined ? `choose from ${known.join(', ')}` : `did you mean ${quoted(near)}?`;
  throw new UserError(`unknown verb ${quoted(name)}; ${hint}`);
}
