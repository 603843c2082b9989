import { readBase } from '../state/objects.ts';
import type { Change } from './compare.ts';

/**
 * Turns conflicts into merges where what is new has nothing to do with what the user changed. Where the last pristine
 * render is lost, or the file was never ours, a conflict stays one.
 *
 * @param root the project's folder
 */
export async function takeIn(root: string, changes: readonly Change[]): Promise<readonly Change[]> {
  if (!changes.some(({ verdict }) => verdict === 'conflict')) return changes;
  // Most runs merge nothing, and need not wait for what does it.
  const { merge } = await import('../merge/merge.ts');
  const taken: Change[] = [];
  for (const change of changes) {
    const { verdict, before, locked, entry, text } = change;
    const base = verdict === 'conflict' && locked ? readBase(root, locked.base) : undefined;
    const isOpen = base !== undefined && before !== undefined;
    const after = isOpen ? await merge(entry.output, { base, mine: before, theirs: text }) : undefined;
    taken.push(after === undefined ? change : { ...change, verdict: 'merge', after });
  }
  return taken;
}
