import { basename, extname } from 'node:path';
import { faultsOf } from '../python/ruff.ts';
import { saysBoth } from './data.ts';
import type { Sides } from '../structure/lines.ts';

/** Returns the faults of a text, without line numbers, so that faults of two texts can be compared. */
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

/** Reports duplicate settings: only the last one would take effect. */
const settingsGate: Gate = (text) => {
  const names = [...text.matchAll(/^(?:# ?)?(?:export )?([A-Z][A-Z\d_]*)=/gm)].map(([, name]) => name);
  return names.filter((name, at) => names.indexOf(name) < at).map((name) => `${name} twice`);
};

/** Gates by file extension. The parsers of other formats load on demand, because most files are Python. */
const GATES: Readonly<Record<string, () => Promise<Gate>>> = {
  '.py': async () => faultsOf,
  '.json': async () => {
    // The YAML parser also rejects duplicate keys, which JSON.parse accepts.
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

/** Whether a file has values that can be compared: if the user's has those of the new render, only comments differ. */
export const isData = (path: string): boolean => ['.json', '.toml', '.yaml', '.yml'].includes(extname(path));

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

/** Whether lines that both sides insert at one place can both be kept: list-like files, and files that a gate checks. */
export function isList(path: string): boolean {
  return extname(path) in GATES || /^\.\w*ignore$/.test(basename(path)) || path.endsWith('.md');
}

/**
 * Returns the faults of a merged file that neither side has.
 *
 * @param path decides the gate by its extension
 */
export async function newFaults(
  path: string,
  merged: string,
  sides: Pick<Sides, 'mine' | 'theirs'> & Partial<Pick<Sides, 'base'>>,
): Promise<readonly string[]> {
  const gate = await GATES[extname(path)]?.();
  const { base, mine, theirs } = sides;
  const found = gate?.(merged, base === undefined ? undefined : { base, mine, theirs }) ?? [];
  // Most merges have no faults; then the sides need no check.
  if (gate === undefined || found.length === 0) return [];
  const known = [mine, theirs].map((side) => count(gate(side)));
  return [...count(found)]
    .filter(([fault, times]) => known.every((counts) => times > (counts.get(fault) ?? 0)))
    .map(([fault]) => fault);
}
