import type { Item, Items } from './python-tree.ts';

const isText = ({ key }: Item): boolean => /^(text|block) /.test(key);

/** Items without a counterpart on the other side, grouped by the matched items around them. */
function gapsOf(items: readonly Item[], partners: ReadonlySet<string>): ReadonlyMap<string, readonly Item[]> {
  const gaps = new Map<string, Item[]>();
  let open: Item[] = [];
  let above = '';
  const close = (below: string): void => {
    if (open.length > 0) gaps.set(JSON.stringify([above, below]), open);
    open = [];
    above = below;
  };
  for (const item of items) {
    if (partners.has(item.key)) close(item.key);
    else if (isText(item)) open.push(item);
  }
  close('');
  return gaps;
}

/**
 * Gives a changed statement the key of its original, if a statement is identified by its text only: equal numbers of
 * removed and added statements at one place are matched in order.
 */
export function pair(base: Items, side: Items): Items {
  const known = new Set(base.items.map(({ key }) => key));
  const partners = new Set(side.items.map(({ key }) => key).filter((key) => known.has(key)));
  const gone = gapsOf(base.items, partners);
  const renamed = new Map<Item, string>();
  for (const [place, come] of gapsOf(side.items, partners)) {
    const left = gone.get(place) ?? [];
    if (left.length === come.length) come.forEach((item, at) => renamed.set(item, left[at]?.key ?? item.key));
  }
  return { ...side, items: side.items.map((item) => ({ ...item, key: renamed.get(item) ?? item.key })) };
}

/** Whether both sides removed a statement and added others, so that replacements are ambiguous. */
export function isUnclear(base: Items, mine: Items, theirs: Items): boolean {
  const keysOf = ({ items }: Items) => new Set(items.map(({ key }) => key));
  const [o, a, b] = [keysOf(base), keysOf(mine), keysOf(theirs)];
  const isGone = base.items.some((item) => isText(item) && !a.has(item.key) && !b.has(item.key));
  return isGone && [...mine.items, ...theirs.items].some((item) => isText(item) && !o.has(item.key));
}
