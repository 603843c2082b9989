import { newFaults } from './gate.ts';
import { mergeLines, type Sides } from './lines.ts';

/** Bytes that are no text were lost when the file was read, and markers say that an earlier merge is not finished. */
const UNREADABLE = /\ufffd|\0|^(<{7}|>{7}) /m;

/**
 * Brings what is new into a file that its user has edited.
 *
 * @param path only the end of its name counts
 * @returns the merged text, or undefined where nobody but the user can say what is right
 */
export function merge(path: string, sides: Sides): string | undefined {
  if (UNREADABLE.test(sides.mine)) return undefined;
  const merged = mergeLines(sides);
  if (!('text' in merged)) return undefined;
  return newFaults(path, merged.text, [sides.mine, sides.theirs]).length > 0 ? undefined : merged.text;
}
