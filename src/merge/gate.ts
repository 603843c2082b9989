import { extname } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { faultsOf } from '../python/ruff.ts';

/** By the end of a file's name: what is wrong with a text, each fault in words that do not say where it is. */
const GATES: Readonly<Record<string, (text: string) => readonly string[]>> = {
  '.py': faultsOf,
  // YAML is more than JSON, but has no key twice.
  '.json': (text) => [...faultOf(JSON.parse, text), ...faultOf(parseYaml, text)],
  '.toml': (text) => faultOf(parseToml, text),
  '.yaml': (text) => faultOf(parseYaml, text),
  '.yml': (text) => faultOf(parseYaml, text),
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
export function newFaults(path: string, merged: string, sides: readonly string[]): readonly string[] {
  const gate = GATES[extname(path)];
  const found = gate?.(merged) ?? [];
  // Most merges have none, and what the sides have need not be known then.
  if (gate === undefined || found.length === 0) return [];
  const known = sides.map((side) => count(gate(side)));
  return [...count(found)]
    .filter(([fault, times]) => known.every((counts) => times > (counts.get(fault) ?? 0)))
    .map(([fault]) => fault);
}
