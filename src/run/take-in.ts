import { join } from 'node:path';
import { lensOf, type Lens } from '../merge/lens.ts';
import { isMarked } from '../merge/marks.ts';
import { isText } from '../merge/text.ts';
import { findBase } from '../state/find-base.ts';
import { readBase } from '../state/objects.ts';
import { once } from '../lazy.ts';
import { readText, type Change } from '../write/compare.ts';
import { isOpen, type Settled } from '../write/decide.ts';

interface Project {
  readonly root: string;
  readonly lens: () => Promise<Lens | undefined>;
}

/** A registry is made of the specs, so that one in which git has left its markers can be made again; no other file can. */
async function mergeInto(
  { entry, before, render, locked }: Change & { readonly before: string },
  base: string,
  { root, lens }: Project,
): Promise<string | undefined> {
  const path = entry.output;
  if (entry.kind !== 'registry' || !isMarked(before)) {
    const { merge } = await import('../merge/merge.ts');
    return merge(path, { base, mine: before, theirs: render() }, lens);
  }
  const { mergeBranches } = await import('../merge/branches.ts');
  const other = locked?.otherBase === undefined ? undefined : readBase(root, locked.otherBase);
  return mergeBranches({ path, text: before, bases: [base, other ?? base], theirs: render() });
}

/**
 * Turns conflicts into merges where what is new has nothing to do with what the user changed. Where the last pristine
 * render is lost, or the file was never ours, a conflict stays one.
 *
 * @param root the project's folder
 * @param former makes a file as it was made before
 */
export async function takeIn(
  root: string,
  changes: readonly Settled[],
  former: (entry: Change['entry']) => string | undefined,
): Promise<readonly Settled[]> {
  if (!changes.some(isOpen)) return changes;
  // Most runs merge nothing, and need not wait for what does it.
  const { conflictOf } = await import('../merge/conflict.ts');
  const lens = once(() => lensOf(readText(join(root, 'pyproject.toml')) ?? ''));
  const taken: Settled[] = [];
  for (const change of changes) {
    const { before, locked, render } = change;
    if (!isOpen(change) || before === undefined) {
      taken.push(change);
      continue;
    }
    const base = locked && findBase(root, locked, () => former(change.entry));
    const merged =
      base === undefined ? undefined : await mergeInto({ ...change, before }, base, { root, lens });
    taken.push(
      merged === undefined
        ? { ...change, ...(isText(before) && { conflict: once(() => conflictOf(before, render(), base)) }) }
        : { ...change, verdict: 'merge', after: () => merged },
    );
  }
  return taken;
}
