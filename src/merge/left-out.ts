import type { Sides } from '../structure/lines.ts';

const MOST = 3;

/**
 * Lists the new lines of a render that the user's file lacks.
 *
 * @returns undefined if no line is missing
 */
export function leftOut({ base, mine, theirs }: Sides): string | undefined {
  const known = new Set([base, mine].flatMap((text) => text.split(/\r?\n/).map((line) => line.trim())));
  const lines = theirs
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line) && !known.has(line));
  if (lines.length === 0) return undefined;
  const more = lines.length > MOST ? ` and ${lines.length - MOST} more lines` : '';
  return lines.slice(0, MOST).join(', ') + more;
}
