import { importLines, mergeNames } from './imports.ts';
import { mergeLines, type Sides } from './lines.ts';
import { isUnclear, pair } from './pairing.ts';
import { readItems, Unstructured, type Item, type Items } from './python-tree.ts';
import { printText, readText, usualEnd, type Line } from './text.ts';

/** Both sides changed the same thing, each in its own way. */
class Clash extends Error {}

interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => `${text}\n`).join('');
const written = (lines: readonly Line[]): readonly Line[] => lines.filter(({ text }) => text.trim() !== '');
const linesOf = ({ lead, parts, members }: Item): readonly Line[] => [...lead, ...bodyOf({ parts, members })];

function bodyOf({ parts, members }: { parts: Item['parts']; members?: Items | undefined }): readonly Line[] {
  const inner = members ? [...members.items.flatMap(linesOf), ...members.tail] : [];
  return [...parts.slice(0, -1).flat(), ...inner, ...(parts.at(-1) ?? [])];
}

const isSame = (one: Item, other: Item): boolean => textOf(bodyOf(one)) === textOf(bodyOf(other));
/** Whether the comments above are the same: a thing may go, but not with what somebody wrote above it. */
const hasLeadOf = (one: Item, other: Item | undefined): boolean =>
  textOf(written(one.lead)) === textOf(written(other?.lead ?? []));
const isSameWithLead = (one: Item, other: Item): boolean => isSame(one, other) && hasLeadOf(one, other);

/** The side that changed, if only one did. */
function changed<T>({ base, mine, theirs }: Three<T>, same: (a: T, b: T) => boolean): T | undefined {
  if (same(theirs, base) || same(mine, theirs)) return mine;
  return same(mine, base) ? theirs : undefined;
}

function mergePart(sides: Three<readonly Line[]>): readonly Line[] {
  const one = changed(sides, (a, b) => textOf(a) === textOf(b));
  if (one) return one;
  const { base, mine, theirs } = sides;
  const merged = mergeLines({ base: textOf(base), mine: printLines(mine), theirs: printLines(theirs) });
  if ('text' in merged) return readText(merged.text).lines;
  // Two who change nothing but empty lines have no quarrel.
  const quiet = changed(sides, (a, b) => textOf(written(a)) === textOf(written(b)));
  if (quiet) return quiet;
  throw new Clash();
}

const printLines = (lines: readonly Line[]): string => printText({ mark: '', lines });

/** Undefined: nothing is left of it. */
function mergeImport(base: Item | undefined, mine: Item, theirs: Item | undefined): Item | undefined {
  const { imported } = mine;
  if (!imported || (theirs && !theirs.imported) || (base && !base.imported)) throw new Clash();
  const names = mergeNames(base?.imported?.names ?? [], imported.names, theirs?.imported?.names ?? []);
  if (names.length === 0) return undefined;
  const isAll = (item: Item | undefined) =>
    item?.imported?.names.toSorted().join() === names.toSorted().join() ? item : undefined;
  const found = isAll(mine) ?? isAll(theirs);
  if (found) return { ...found, lead: mine.lead };
  const end = usualEnd(bodyOf(mine));
  return { ...mine, parts: [importLines({ ...imported, names }).map((text) => ({ text, end }))] };
}

function mergeItem(sides: Three<Item>): Item | undefined {
  const { base, mine, theirs } = sides;
  const lead = mergePart({ base: base.lead, mine: mine.lead, theirs: theirs.lead });
  const one = changed(sides, isSame);
  if (one) return { ...one, lead };
  if (mine.imported) {
    const merged = mergeImport(base, mine, theirs);
    return merged && { ...merged, lead };
  }
  const alike = [base, theirs].every(({ parts }) => parts.length === mine.parts.length);
  if (!alike || !base.members !== !mine.members || !theirs.members !== !mine.members) {
    const [o, a, b] = [bodyOf(base), bodyOf(mine), bodyOf(theirs)] as const;
    return { ...mine, lead, parts: [mergePart({ base: o, mine: a, theirs: b })] };
  }
  const parts = mine.parts.map((part, at) =>
    mergePart({ base: base.parts[at] ?? [], mine: part, theirs: theirs.parts[at] ?? [] }),
  );
  if (!base.members || !mine.members || !theirs.members) return { ...mine, lead, parts };
  const members = mergeItems({ base: base.members, mine: mine.members, theirs: theirs.members });
  return { ...mine, lead, parts, members };
}

/** What becomes of something that the user has. */
function keep(mine: Item, base: Item | undefined, theirs: Item | undefined): Item | undefined {
  if (base && theirs) return mergeItem({ base, mine, theirs });
  if (!base && (!theirs || isSameWithLead(mine, theirs))) return mine;
  if (mine.imported && (theirs || hasLeadOf(mine, base))) return mergeImport(base, mine, theirs);
  if (base && isSameWithLead(mine, base)) return undefined;
  throw new Clash();
}

/** Where among items something new belongs: after what it stands after in the render, else before what it stands before. */
function placeOf(items: readonly Item[], at: number, theirs: readonly Item[]): number {
  const rowOf = (key: string | undefined) => items.findIndex((item) => item.key === key);
  const isThere = ({ key }: Item) => rowOf(key) >= 0;
  const above = theirs.slice(0, at).findLast(isThere);
  if (above || at === 0) return rowOf(above?.key) + 1;
  const below = theirs.slice(at + 1).find(isThere);
  if (!below) throw new Clash();
  return rowOf(below.key);
}

/** The user's order, and what is new where the render has it. */
function mergeItems(sides: Three<Items>): Items {
  const { base } = sides;
  const [mine, theirs] = [pair(base, sides.mine), pair(base, sides.theirs)];
  if (isUnclear(base, mine, theirs)) throw new Clash();
  const byKey = ({ items }: Items) => new Map(items.map((item) => [item.key, item]));
  const [o, a, b] = [byKey(base), byKey(mine), byKey(theirs)];
  const items = mine.items.flatMap((item) => keep(item, o.get(item.key), b.get(item.key)) ?? []);
  theirs.items.forEach((item, at) => {
    const known = o.get(item.key);
    if (a.has(item.key) || (known && isSameWithLead(item, known))) return;
    if (known) throw new Clash();
    items.splice(placeOf(items, at, theirs.items), 0, item);
  });
  return { items, tail: mergePart({ base: base.tail, mine: mine.tail, theirs: theirs.tail }) };
}

/**
 * Merges two versions of a Python file thing by thing: imports by name, members of modules and classes by theirs.
 *
 * @returns the merged text, or undefined where both changed the same thing or the structure cannot be told
 */
export async function mergePython({ base, mine, theirs }: Sides): Promise<string | undefined> {
  const { mark, lines } = readText(mine);
  const end = usualEnd(lines);
  try {
    const merged = mergeItems({
      base: await readItems(base),
      mine: await readItems(mine),
      theirs: await readItems(theirs.replace(/\r\n?|\n/g, end)),
    });
    return printText({ mark, lines: [...merged.items.flatMap(linesOf), ...merged.tail] });
  } catch (error) {
    if (error instanceof Clash || error instanceof Unstructured) return undefined;
    throw error;
  }
}
