import { importLines, mergeNames } from './imports.ts';
import { finished, linesLike, openLine, type LineMerge, type Sides } from './lines.ts';
import { isUnclear, pair } from './pairing.ts';
import { loadParser } from './parser.ts';
import {
  REST,
  TRUSTED,
  bodyOf,
  changed,
  hasLeadOf,
  innerOf,
  isSame,
  isSameWithLead,
  linesOf,
  mergePart,
  openItem,
  textOf,
  written,
  type Three,
} from './parts.ts';
import { readItems, Unstructured, type Item, type Items } from './python-tree.ts';
import { regionsOf } from './regions.ts';
import { readText, usualEnd } from './text.ts';

/** Thrown if positions are ambiguous, so that the enclosing item must be merged in another way. */
class Unclear extends Error {}

/** Undefined: the item is removed. */
function mergeImport(base: Item | undefined, mine: Item, theirs: Item | undefined): Item | undefined {
  const { imported } = mine;
  if (!imported || (theirs && !theirs.imported) || (base && !base.imported))
    return openItem(mine, base, theirs);
  const names = mergeNames(base?.imported?.names ?? [], imported.names, theirs?.imported?.names ?? []);
  if (names.length === 0) return undefined;
  const isAll = (item: Item | undefined) =>
    item?.imported?.names.toSorted().join() === names.toSorted().join() ? item : undefined;
  const found = isAll(mine) ?? isAll(theirs);
  if (found) return { ...found, lead: mine.lead };
  const [end, indent] = [usualEnd(bodyOf(mine)), /^ */.exec(bodyOf(mine)[0]?.text ?? '')?.[0] ?? ''];
  const lines = importLines({ ...imported, names }).map((text) => ({ text: indent + text, end }));
  return { ...mine, parts: [lines] };
}

/** Lines whose order and neighbours matter little: text, and elements of a literal with comments. */
const isProse = ({ key }: Item): boolean => key === 'docstring';
/** A multi-line statement without elements: each line of its block is a statement. */
const isCompound = ({ parts }: Item): boolean => /:\s*(#.*)?$/.test(parts.flat()[0]?.text ?? '');

function mergeItem(sides: Three<Item>): Item | undefined {
  const { base, mine, theirs } = sides;
  const lead = mergePart({ base: base.lead, mine: mine.lead, theirs: theirs.lead }, TRUSTED);
  const one = changed(sides, isSame);
  if (one) return { ...one, lead };
  if (mine.imported) {
    const merged = mergeImport(base, mine, theirs);
    return merged && { ...merged, lead };
  }
  const alike = [base, theirs].every(({ parts }) => parts.length === mine.parts.length);
  if (!alike || !base.members !== !mine.members || !theirs.members !== !mine.members) {
    const [o, a, b] = [bodyOf(base), bodyOf(mine), bodyOf(theirs)] as const;
    return { key: mine.key, lead, parts: [mergePart({ base: o, mine: a, theirs: b }, {}, '')] };
  }
  const trust = isProse(mine) ? TRUSTED : isCompound(mine) ? { touching: true } : {};
  const parts = mine.parts.map((part, at) => {
    const three = { base: base.parts[at] ?? [], mine: part, theirs: theirs.parts[at] ?? [] };
    if (mine.parts.length === 1) return mergePart(three, trust, '');
    // Decorators; then what stands above a body, then the body of what has no statements that can be told apart.
    return mergePart(three, at === 0 ? TRUSTED : { touching: at === 2 }, REST[at]);
  });
  if (!base.members || !mine.members || !theirs.members) return { ...mine, lead, parts };
  const members = mergeItems({ base: base.members, mine: mine.members, theirs: theirs.members });
  return { ...mine, lead, parts, members };
}

/** Merges an item that the user's file has. */
function keep(mine: Item, base: Item | undefined, theirs: Item | undefined): Item | undefined {
  if (base && theirs) return mergeItem({ base, mine, theirs });
  if (!base && (!theirs || isSameWithLead(mine, theirs))) return mine;
  // Both sides add a block of imports for type checkers.
  if (!base && theirs?.members && rankOf(mine) > 0)
    return mergeItem({ base: { ...theirs, members: { items: [], tail: [] } }, mine, theirs });
  if (mine.imported && (theirs || hasLeadOf(mine, base))) return mergeImport(base, mine, theirs);
  if (base && isSameWithLead(mine, base)) return undefined;
  return openItem(mine, base, theirs);
}

/** Ranks of imports, plain ones first. */
const IMPORTS = [/^\s*(import|from)\s/, /^if (typing\.)?TYPE_CHECKING:/];
const rankOf = (item: Item): number => IMPORTS.findIndex((each) => each.test(bodyOf(item)[0]?.text ?? ''));

/** Returns the index after the leading imports of the first ranks; 0 if there are none. */
function endOfImports(items: readonly Item[], ranks: number): number {
  const isOne = (item: Item) => rankOf(item) >= 0 && rankOf(item) < ranks;
  const rest = items.findIndex((item) => rankOf(item) < 0 && item.key !== 'docstring');
  return items.slice(0, rest < 0 ? items.length : rest).findLastIndex(isOne) + 1;
}

/** Returns the index for a new item: after its predecessor in the render, else before its successor. */
function placeOf(items: readonly Item[], at: number, theirs: readonly Item[]): number {
  const rowOf = (key: string | undefined) => items.findIndex((item) => item.key === key);
  const isThere = ({ key }: Item) => rowOf(key) >= 0;
  const fresh = theirs[at];
  const above = theirs.slice(0, at).findLast(isThere);
  const below = theirs.slice(at + 1).find(isThere);
  const found = above || at === 0 ? rowOf(above?.key) + 1 : below ? rowOf(below.key) : items.length;
  if (!fresh || fresh.key === 'docstring') return found;
  // Keep imports together, because code between them would run before the later ones.
  const rank = rankOf(fresh);
  const [first, last] = [endOfImports(items, rank), endOfImports(items, rank + 1)];
  if (rank < 0) return Math.max(found, endOfImports(items, IMPORTS.length));
  return Math.max(first, last > 0 ? Math.min(found, last) : found);
}

/** Orders items like the user's file, with new items at the render's positions. */
function mergeNamed(sides: Three<Items>): readonly Item[] {
  const { base } = sides;
  const [mine, theirs] = [pair(base, sides.mine), pair(base, sides.theirs)];
  if (isUnclear(base, mine, theirs)) throw new Unclear();
  const byKey = ({ items }: Items) => new Map(items.map((item) => [item.key, item]));
  const [o, a, b] = [byKey(base), byKey(mine), byKey(theirs)];
  const items = mine.items.flatMap((item) => keep(item, o.get(item.key), b.get(item.key)) ?? []);
  theirs.items.forEach((item, at) => {
    const known = o.get(item.key);
    if (a.has(item.key) || (known && isSameWithLead(item, known))) return;
    items.splice(placeOf(items, at, theirs.items), 0, known ? openItem(undefined, known, item) : item);
  });
  return items;
}

/** Statements after which no code runs. */
const LAST = /^\s*(return|raise|continue|break)\b/;

/** Combines statements that both sides insert at one place, the render's first; undefined if the order matters. */
function both(mine: readonly Item[], theirs: readonly Item[]): readonly Item[] | undefined {
  const keys = new Set(mine.map(({ key }) => key));
  const fresh = theirs.filter((item) => !mine.some((own) => isSameWithLead(own, item)));
  const isDoubtful = fresh.some((item) => keys.has(item.key) || LAST.test(bodyOf(item)[0]?.text ?? ''));
  return isDoubtful ? undefined : [...fresh, ...mine];
}

/** Returns one side's lines of a hunk. */
function openItems({ base, mine, theirs }: Three<readonly Item[]>): Item {
  const [o, a, b] = [base, mine, theirs].map((items) => items.flatMap(linesOf));
  return {
    key: `open ${textOf(a ?? [])}${textOf(b ?? [])}`,
    lead: [],
    parts: [[openLine(a ?? [], o, b ?? [])]],
  };
}

/** Merges statements in order. Statements that both sides changed are matched by name or by count. */
function mergeSequence({ base, mine, theirs }: Three<Items>): readonly Item[] {
  const textsOf = ({ items }: Items) => items.map((item) => textOf([...written(item.lead), ...bodyOf(item)]));
  return regionsOf(textsOf(base), textsOf(mine), textsOf(theirs)).flatMap((region): readonly Item[] => {
    const sides = {
      base: base.items.slice(...region.base),
      mine: mine.items.slice(...region.mine),
      theirs: theirs.items.slice(...region.theirs),
    };
    if (region.by === 'theirs') return sides.theirs;
    if (region.by !== 'both') return sides.mine;
    const found = sides.base.length === 0 ? both(sides.mine, sides.theirs) : mergeRegion(sides);
    return found ?? [openItems(sides)];
  });
}

function mergeRegion({ base, mine, theirs }: Three<readonly Item[]>): readonly Item[] | undefined {
  const itemsOf = (items: readonly Item[]): Items => ({ items, tail: [] });
  try {
    return mergeNamed({ base: itemsOf(base), mine: itemsOf(mine), theirs: itemsOf(theirs) });
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
}

function mergeMembers(sides: Three<Items>): readonly Item[] {
  if (sides.mine.isSequence) return mergeSequence(sides);
  try {
    return mergeNamed(sides);
  } catch (error) {
    if (error instanceof Unclear) return mergeSequence(sides);
    throw error;
  }
}

function mergeItems(sides: Three<Items>): Items {
  const { base, mine, theirs } = sides;
  const tail = mergePart({ base: base.tail, mine: mine.tail, theirs: theirs.tail }, TRUSTED);
  return { items: mergeMembers(sides), tail };
}

/**
 * Merges two versions of a Python file by structure: imports, and members of modules and classes, by name; statements in
 * order; and statements that both sides changed element by element.
 *
 * @returns the merged text, or where both changed the same thing; undefined where the structure cannot be told
 */
export async function mergePython({ base, mine, theirs }: Sides): Promise<LineMerge | undefined> {
  const user = readText(mine);
  await loadParser();
  try {
    const [o, b] = [linesLike(user, base), linesLike(user, theirs)];
    const merged = mergeItems({ base: readItems(o), mine: readItems(user.lines), theirs: readItems(b) });
    return finished(user, innerOf(merged));
  } catch (error) {
    if (error instanceof Unstructured) return undefined;
    throw error;
  }
}
