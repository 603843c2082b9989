import { newFaults } from './gate.ts';
import type { Lens } from './lens.ts';
import { mergeLines, type Sides } from './lines.ts';
import { isMarked } from './marks.ts';
import { distance } from './sides.ts';
import { isText } from './text.ts';

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
function through(lens: Lens | undefined, sides: Sides): Sides {
  if (lens === undefined) return sides;
  const base = lens(sides.base);
  if (base === sides.base || distance(base, sides.mine) >= distance(sides.base, sides.mine)) return sides;
  return { base, mine: sides.mine, theirs: lens(sides.theirs) };
}

/**
 * Brings what is new into a file that its user has edited.
 *
 * @param path only the end of its name counts
 * @param lens finds out how the project's own formatter lays out Python
 * @returns the merged text, or undefined where nobody but the user can say what is right
 */
export async function merge(
  path: string,
  plain: Sides,
  lens: () => Promise<Lens | undefined> = async () => undefined,
): Promise<string | undefined> {
  // Markers say that an earlier merge is not finished.
  if (!isText(plain.mine) || isMarked(plain.mine)) return undefined;
  const sides = path.endsWith('.py') ? through(await lens(), plain) : plain;
  for (const way of ways) {
    const merged = await way(path, sides);
    if (merged === undefined) continue;
    const faults = await newFaults(path, merged, [sides.mine, sides.theirs]);
    if (faults.length === 0) return merged;
  }
  return undefined;
}
