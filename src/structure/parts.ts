import { mergeExpression } from './expression.ts';
import { mergeRows, openLine, type Trust } from './lines.ts';
import type { Item, Items } from './python-tree.ts';
import { usualEnd, type Line } from './text.ts';

export interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

export type Lines = readonly Line[];

export const textOf = (lines: Lines): string => lines.map(({ text }) => `${text}\n`).join('');
export const written = (lines: Lines): Lines => lines.filter(({ text }) => text.trim() !== '');
export const linesOf = ({ lead, parts, members }: Item): Lines => [...lead, ...bodyOf({ parts, members })];
export const innerOf = ({ items, tail }: Items): Lines => [...items.flatMap(linesOf), ...tail];

export function bodyOf({ parts, members }: { parts: Item['parts']; members?: Items | undefined }): Lines {
  return [...parts.slice(0, -1).flat(), ...(members ? innerOf(members) : []), ...(parts.at(-1) ?? [])];
}

export const isSame = (one: Item, other: Item): boolean => textOf(bodyOf(one)) === textOf(bodyOf(other));
/** Whether the comments above are unchanged; an item with a changed comment must not be removed. */
export const hasLeadOf = (one: Item, other: Item | undefined): boolean =>
  textOf(written(one.lead)) === textOf(written(other?.lead ?? []));
export const isSameWithLead = (one: Item, other: Item): boolean =>
  isSame(one, other) && hasLeadOf(one, other);

/** Returns the changed side, if only one changed. */
export function changed<T>({ base, mine, theirs }: Three<T>, same: (a: T, b: T) => boolean): T | undefined {
  if (same(theirs, base) || same(mine, theirs)) return mine;
  return same(mine, base) ? theirs : undefined;
}

const isClean = (lines: Lines): boolean => lines.every(({ open }) => open === undefined);

/** Completes the first lines of a statement, so that they can be parsed. */
export const REST: readonly string[] = ['def _():\n    pass\n', '    pass\n'];

/** Merges the elements of a statement, or of its first lines. */
function mergeElements({ base, mine, theirs }: Three<Lines>, more: string): Lines | undefined {
  const indent = /^ */.exec(mine[0]?.text ?? '')?.[0] ?? '';
  const all = [base, mine, theirs];
  const isFlush = (line: Line) => line.text === '' || line.text.startsWith(indent);
  if (indent !== '' && !all.flat().every(isFlush)) return undefined;
  const bare = all.map((lines) =>
    textOf(lines.map((line) => ({ ...line, text: line.text.slice(indent.length) }))),
  );
  const merged = mergeExpression(bare as [string, string, string], more);
  const end = usualEnd(mine);
  return merged
    ?.replace(/\n$/, '')
    .split('\n')
    .map((text) => ({ text: text === '' ? '' : indent + text, end }));
}

/** Merges lines: those of a statement, of its decorators, of comments. */
export function mergePart(
  sides: Three<Lines>,
  trust: Trust = {},
  more: string | undefined = undefined,
): Lines {
  const one = changed(sides, (a, b) => textOf(a) === textOf(b));
  if (one) return one;
  const { base, mine, theirs } = sides;
  const elements = more === undefined ? undefined : mergeElements(sides, more);
  if (elements) return elements;
  const strict = mergeRows(base, mine, theirs);
  if (isClean(strict)) return strict;
  // Changes of empty lines only are no conflict.
  const quiet = changed(sides, (a, b) => textOf(written(a)) === textOf(written(b)));
  return quiet ?? mergeRows(base, mine, theirs, trust);
}

export const TRUSTED: Trust = { touching: true, inserted: true };

/** A hunk with the lines of each side. */
export function openItem(mine: Item | undefined, base: Item | undefined, theirs: Item | undefined): Item {
  const [a, o, b] = [mine, base, theirs].map((item) => (item ? linesOf(item) : []));
  const key = (mine ?? theirs ?? base)?.key ?? '';
  return { key, lead: [], parts: [[openLine(a ?? [], base && o, b ?? [])]] };
}
