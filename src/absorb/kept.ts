import { leftOut } from '../merge/left-out.ts';
import { readBase } from '../state/objects.ts';
import type { Settled } from '../write/decide.ts';

/** The text that the user chose to keep: the whole file (now or in an earlier run), or the conflicting lines. */
function keptText({ decision, locked, before, conflict }: Settled): string | undefined {
  if (decision === 'mine') return conflict?.().kept;
  return decision === 'whole' || (decision === undefined && locked?.kept !== undefined) ? before : undefined;
}

/**
 * Lists new lines that files lack because the user chose to keep their own text.
 *
 * @param root the project's folder
 */
export function keptLines(root: string, changes: readonly Settled[]): readonly string[] {
  return changes.flatMap((change) => {
    const { entry, locked, render } = change;
    const mine = keptText(change);
    // Read the base only for kept files: it is slower to read than the file.
    const base = mine === undefined ? undefined : locked && readBase(root, locked.base);
    const missing =
      mine === undefined || base === undefined ? undefined : leftOut({ base, mine, theirs: render() });
    return missing === undefined ? [] : [`${entry.output} keeps your text, without: ${missing}`];
  });
}
