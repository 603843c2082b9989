import { newFaults } from './gate.ts';
import type { Lens } from './lens.ts';
import { mergeLines, type Sides } from './lines.ts';
import { distance } from './sides.ts';

/** Bytes that are no text were lost when the file was read, and markers say that an earlier merge is not finished. */
const UNREADABLE = /\ufffd|\0|^(<{7}|>{7}) /m;

/** Ways to merge, the one that touches least first; a file is merged by the first one that finds nothing to ask. */
const ways: readonly ((path: string, sides: Sides) => Promise<string | undefined>)[] = [
  async (_, sides) => {
    const merged = mergeLines(sides);
    return 'text' in merged ? merged.text : undefined;
  },
  async (path, sides) => {
    if (!path.endsWith('.py')) return undefined;
    const { mergePython } = await import('./python.ts');
    return mergePython(sides);
  },
];

/** The renders as the user's formatter would have them, where that is nearer to what the user has. */
function through(lens: Lens, sides: Sides): Sides {
  const base = lens(sides.base);
  if (base === sides.base || distance(base, sides.mine) >= distance(sides.base, sides.mine)) return sides;
  return { base, mine: sides.mine, theirs: lens(sides.theirs) };
}

/**
 * Brings what is new into a file that its user has edited.
 *
 * @param path only the end of its name counts
 * @param lens how the project's own formatter lays out Python
 * @returns the merged text, or undefined where nobody but the user can say what is right
 */
export async function merge(path: string, plain: Sides, lens?: Lens): Promise<string | undefined> {
  if (UNREADABLE.test(plain.mine)) return undefined;
  const sides = lens && path.endsWith('.py') ? through(lens, plain) : plain;
  for (const way of ways) {
    const merged = await way(path, sides);
    if (merged !== undefined && newFaults(path, merged, [sides.mine, sides.theirs]).length === 0)
      return merged;
  }
  return undefined;
}
