import { extname } from 'node:path';
import { faultsOf } from '../python/ruff.ts';

/** What is wrong with a text, each fault in words that do not say where it is. */
type Gate = (text: string) => readonly string[];

async function yamlGate(): Promise<Gate> {
  const { parse } = await import('yaml');
  return (text) => faultOf(parse, text);
}

/** By the end of a file's name. Most files are Python, and need not wait until what reads the others is loaded. */
const GATES: Readonly<Record<string, () => Promise<Gate>>> = {
  '.py': async () => faultsOf,
  '.json': async () => {
    // YAML is more than JSON, but has no key twice.
    const asYaml = await yamlGate();
    return (text) => [...faultOf(JSON.parse, text), ...asYaml(text)];
  },
  '.toml': async () => {
    const { parse } = await import('smol-toml');
    return (text) => faultOf(parse, text);
  },
  '.yaml': yamlGate,
  '.yml': yamlGate,
};

function faultOf(parse: (text: string) => unknown, text: string): readonly string[] {
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

/**
 * What is wrong with a merged file that was wrong on neither side: two edits that are right each, and not together.
 *
 * @param path only its end counts
 */
export async function newFaults(
  path: string,
  merged: string,
  sides: readonly string[],
): Promise<readonly string[]> {
  const gate = await GATES[extname(path)]?.();
  const found = gate?.(merged) ?? [];
  // Most merges have none, and what the sides have need not be known then.
  if (gate === undefined || found.length === 0) return [];
  const known = sides.map((side) => count(gate(side)));
  return [...count(found)]
    .filter(([fault, times]) => known.every((counts) => times > (counts.get(fault) ?? 0)))
    .map(([fault]) => fault);
}
