import type { Item, Items } from './python-tree.ts';

const isText = ({ key }: Item): boolean => /^(text|block) /.test(key);

/** The items of one side that have no partner on the other, by the pair of partnered ones that they stand between. */
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
 * Gives a statement that is known by its text alone the key that it had before it was changed: where as many have gone
 * as have come, in one place, they are the same ones.
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

/** Whether both sides did away with a statement and put others somewhere: nobody can tell which is instead of which. */
export function isUnclear(base: Items, mine: Items, theirs: Items): boolean {
  const keysOf = ({ items }: Items) => new Set(items.map(({ key }) => key));
  const [o, a, b] = [keysOf(base), keysOf(mine), keysOf(theirs)];
  const isGone = base.items.some((item) => isText(item) && !a.has(item.key) && !b.has(item.key));
  return isGone && [...mine.items, ...theirs.items].some((item) => isText(item) && !o.has(item.key));
}
