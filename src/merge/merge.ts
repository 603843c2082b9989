import { newFaults } from './gate.ts';
import { mergeLines, type Sides } from './lines.ts';

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

/**
 * Brings what is new into a file that its user has edited.
 *
 * @param path only the end of its name counts
 * @returns the merged text, or undefined where nobody but the user can say what is right
 */
export async function merge(path: string, sides: Sides): Promise<string | undefined> {
  if (UNREADABLE.test(sides.mine)) return undefined;
  for (const way of ways) {
    const merged = await way(path, sides);
    if (merged !== undefined && newFaults(path, merged, [sides.mine, sides.theirs]).length === 0)
      return merged;
  }
  return undefined;
}
