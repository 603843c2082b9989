import { basename, extname } from 'node:path';
import { faultsOf } from '../python/ruff.ts';
import { saysBoth } from './data.ts';
import type { Sides } from '../structure/lines.ts';

/** What is wrong with a text, each fault in words that do not say where it is. */
type Gate = (text: string, sides?: Sides) => readonly string[];
type Parse = (text: string) => unknown;

const dataGate =
  (parse: Parse): Gate =>
  (text, sides) => {
    const faults = faultOf(parse, text);
    return faults.length > 0 || !sides || saysBoth(parse, sides, text) ? faults : ['says something else'];
  };

async function yamlGate(): Promise<Gate> {
  const { parse } = await import('yaml');
  return dataGate(parse as Parse);
}

/** Two settings of one name: only the last one counts. */
const settingsGate: Gate = (text) => {
  const names = [...text.matchAll(/^(?:# ?)?(?:export )?([A-Z][A-Z\d_]*)=/gm)].map(([, name]) => name);
  return names.filter((name, at) => names.indexOf(name) < at).map((name) => `${name} twice`);
};

/** By the end of a file's name. Most files are Python, and need not wait until what reads the others is loaded. */
const GATES: Readonly<Record<string, () => Promise<Gate>>> = {
  '.py': async () => faultsOf,
  '.json': async () => {
    // YAML is more than JSON, but has no key twice.
    const asYaml = await yamlGate();
    return (text, sides) => [...faultOf(JSON.parse, text), ...asYaml(text, sides)];
  },
  '.toml': async () => {
    const { parse } = await import('smol-toml');
    return dataGate(parse);
  },
  '.yaml': yamlGate,
  '.yml': yamlGate,
  '.example': async () => settingsGate,
};

function faultOf(parse: Parse, text: string): readonly string[] {
  try {
    parse(text);
    return [];
  } catch {
    return ['cannot be read'];
  }
}

function count(faults: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return counts;
}

/** Whether lines that both sides put in one place are both wanted: the gate tells where they are not, or they are text. */
export function isList(path: string): boolean {
  return extname(path) in GATES || /^\.\w*ignore$/.test(basename(path)) || path.endsWith('.md');
}

/**
 * What is wrong with a merged file that was wrong on neither side: two edits that are right each, and not together.
 *
 * @param path only its end counts
 */
export async function newFaults(
  path: string,
  merged: string,
  sides: Pick<Sides, 'mine' | 'theirs'> & Partial<Pick<Sides, 'base'>>,
): Promise<readonly string[]> {
  const gate = await GATES[extname(path)]?.();
  const { base, mine, theirs } = sides;
  const found = gate?.(merged, base === undefined ? undefined : { base, mine, theirs }) ?? [];
  // Most merges have none, and what the sides have need not be known then.
  if (gate === undefined || found.length === 0) return [];
  const known = [mine, theirs].map((side) => count(gate(side)));
  return [...count(found)]
    .filter(([fault, times]) => known.every((counts) => times > (counts.get(fault) ?? 0)))
    .map(([fault]) => fault);
}
