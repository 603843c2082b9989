import { namesTwoPaths } from '../merge/marks.ts';
import { sidesOf } from '../merge/sides.ts';
import type { LineMerge } from '../structure/lines.ts';
import { renamedWords, withWords, type Renamed } from '../merge/renames.ts';
import { isText } from '../structure/text.ts';
import { findBase } from '../state/find-base.ts';
import { textsOfBranches } from '../state/git-sides.ts';
import { readBase } from '../state/objects.ts';
import { once } from '../lazy.ts';
import type { Layout } from '../python/ruff.ts';
import { isTornByGit, readText, type Change } from '../write/compare.ts';
import { isOpen, type Settled } from '../write/decide.ts';

/** A change of an existing file; `base` is its last pristine render, if it is available. */
interface Found {
  readonly change: Settled;
  readonly before: string;
  readonly base: string | undefined;
}

type Settings = () => Promise<readonly Layout[]>;

/** Returns the base of the other branch, with the current names of resources. */
function otherBaseOf(
  root: string,
  { locked }: Settled,
  words: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const text = locked?.otherBase === undefined ? undefined : readBase(root, locked.otherBase);
  return text && withWords(text, words);
}

/** Merges a new render into a file. After a git merge there are two bases: tries the closer one first, then the other. */
async function mergeInto(
  { change, before, base }: Found & { readonly base: string },
  root: string,
  settings: Settings,
  words: ReadonlyMap<string, string>,
): Promise<LineMerge | undefined> {
  const { entry, render, locked } = change;
  const path = entry.output;
  const [theirs, isTorn] = [render(), isTornByGit(before, locked)];
  const other = otherBaseOf(root, change, words);
  const bases = [base, ...(other === undefined ? [] : [other])];
  const { mergeFile } = await import('../merge/merge.ts');
  let open: LineMerge | undefined;
  for (const each of isTorn ? [] : bases) {
    const merged = await mergeFile(path, { base: each, mine: before, theirs }, settings);
    if (merged && 'text' in merged) return merged;
    open ??= merged;
  }
  if (!isTorn && other === undefined) return open;
  // Without the names that the other branch goes on from, they would be taken for edits.
  if (isTorn && other === undefined && namesTwoPaths(before)) return open;
  const { mergeBranches } = await import('../merge/branches.ts');
  for (const found of [
    textsOfBranches(root, path, change.before ?? before),
    isTorn ? sidesOf(before) : undefined,
  ]) {
    const sides = found && ([withWords(found[0], words), withWords(found[1], words)] as const);
    const text = sides && (await mergeBranches({ path, sides, bases, theirs, settings }));
    if (text !== undefined) return { text };
  }
  return open;
}

/** Derives the words that a rename replaces from unedited files, and from the old and new renders of edited files. */
function wordsIn(
  root: string,
  changes: readonly Settled[],
  found: readonly Found[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const pristine = changes.flatMap(({ verdict, before, render }): Renamed[] =>
    verdict === 'update' && before !== undefined ? [[before, render()]] : [],
  );
  const edited = found.flatMap(({ base, change }): Renamed[] =>
    base === undefined ? [] : [[base, change.render()]],
  );
  const branched = changes.flatMap((change): Renamed[] => {
    const other = otherBaseOf(root, change);
    return other === undefined ? [] : [[other, change.render()]];
  });
  return renamedWords([...pristine, ...edited, ...branched], names);
}

/**
 * Merges new renders into edited files. A change that cannot be merged stays a conflict, e.g. if the edits overlap,
 * the base is lost, or the generator did not create the file.
 *
 * @param root the project's folder
 * @param former renders a file from the previous spec
 * @param names new resource names to old ones; renamed words are replaced in the user's code too
 */
export async function takeIn(
  root: string,
  changes: readonly Settled[],
  former: (entry: Change['entry']) => string | undefined,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<readonly Settled[]> {
  const found = changes.flatMap((change): Found[] => {
    const { before, locked, entry } = change;
    if (!isOpen(change) || before === undefined) return [];
    return [{ change, before, base: locked && findBase(root, locked, () => former(entry)) }];
  });
  if (found.length === 0) return changes;
  // Loaded on demand: most runs merge nothing.
  const { conflictOf } = await import('../merge/conflict.ts');
  const settings = once(async () => {
    const { layoutsOf } = await import('../merge/lens.ts');
    return layoutsOf(readText(root, 'pyproject.toml') ?? '');
  });
  const words = names.size > 0 ? wordsIn(root, changes, found, names) : names;
  const taken = new Map<Settled, Settled>();
  for (const { change, ...texts } of found) {
    const [before, base] = [withWords(texts.before, words), texts.base && withWords(texts.base, words)];
    const merged =
      base === undefined ? undefined : await mergeInto({ change, before, base }, root, settings, words);
    if (merged && 'text' in merged)
      taken.set(change, { ...change, verdict: 'merge', after: () => merged.text });
    else if (isText(before))
      taken.set(change, {
        ...change,
        conflict: once(() => merged ?? conflictOf(before, change.render(), base)),
      });
  }
  return changes.map((change) => taken.get(change) ?? change);
}
