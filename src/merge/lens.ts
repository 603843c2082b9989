import { isDeepStrictEqual } from 'node:util';
import { LINE_LENGTH, layOutAs, OURS, sortImports, type Layout } from '../python/ruff.ts';
import type { Sides } from '../structure/lines.ts';
import { distance } from './sides.ts';

type Table = Readonly<Record<string, unknown>>;

const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null ? (value as Table) : {};

/** Only what decides a layout: ruff refuses a key that it does not know, and its user may have a newer one. */
function pick(table: Table, keys: readonly string[]): Table {
  return Object.fromEntries(keys.filter((key) => key in table).map((key) => [key, table[key]]));
}

/** What black is told, in the words of ruff, which lays out the same: https://docs.astral.sh/ruff/formatter/black/ */
function fromBlack(black: Table): Layout {
  const format = black['skip-string-normalization'] === true ? { format: { 'quote-style': 'preserve' } } : {};
  return { 'line-length': 88, ...pick(black, ['line-length']), ...format };
}

function fromRuff(ruff: Table): Layout {
  const format = pick(tableOf(ruff['format']), ['quote-style', 'indent-style', 'skip-magic-trailing-comma']);
  return {
    ...pick(ruff, ['line-length', 'indent-width']),
    ...(Object.keys(format).length > 0 ? { format } : {}),
  };
}

/** What a generated `pyproject.toml` says: files in this layout are compared with generated ones as they are. */
const GENERATED: Layout = { 'line-length': LINE_LENGTH };

/**
 * The layouts that a project's settings ask for, the one that is likelier first.
 *
 * @param pyproject the text of its `pyproject.toml`
 */
export async function layoutsOf(pyproject: string): Promise<readonly Layout[]> {
  const { parse } = await import('smol-toml');
  try {
    const { ruff, black } = tableOf(tableOf(parse(pyproject))['tool']);
    const told = [...(black ? [fromBlack(tableOf(black))] : []), ...(ruff ? [fromRuff(tableOf(ruff))] : [])];
    return told.map((layout) => (isDeepStrictEqual(layout, GENERATED) ? OURS : layout));
  } catch {
    return [];
  }
}

/** Widths that teams use, black's own first. */
const WIDTHS = [88, 100, 79, 80, 90, 99, 110, 119, 120, 140];

const usual = (quote: string): readonly Layout[] =>
  WIDTHS.map((width) => ({ 'line-length': width, format: { 'quote-style': quote } }));
/** Made once: ruff keeps what it has made of each. */
const USUAL = { single: usual('single'), double: usual('double') };

/** What a file may have been formatted with where no setting says. */
function usualFor(text: string): readonly Layout[] {
  const count = (quote: RegExp) => text.match(quote)?.length ?? 0;
  return USUAL[count(/'[^'"\n]*'/g) > count(/(?<!")"(?!")[^'"\n]*"/g) ? 'single' : 'double'];
}

/** The text in a layout; one that has none, or for which the settings are none, stays as it is. */
export function laidOut(layout: Layout, text: string): string {
  try {
    return layOutAs(layout, text);
  } catch {
    return text;
  }
}

/** What decides about the text of a file but its layout. */
const bare = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

/** Whether a formatter with this layout would leave the text as it is. */
export function isLaidOut(layout: Layout, text: string): boolean {
  try {
    return layOutAs(layout, text) === text;
  } catch {
    return false;
  }
}

/** How a user has laid out a file. */
export interface Lens {
  /** Undefined: partly as the generator does, so nothing is formatted. */
  readonly layout: Layout | undefined;
  /** Whether a formatter would leave the file as it is: then it does with what is merged into it. */
  readonly isKept: boolean;
}

const linesIn = (text: string): ReadonlySet<string> => new Set(text.split('\n'));

/** Whether what is generated in a text is laid out as it was, so that only its user's own lines are not formatted. */
function isGenerated(base: string, text: string): boolean {
  const [lines, fresh] = [linesIn(text), linesIn(laidOut(OURS, text))];
  return ![...linesIn(base)].some((line) => !lines.has(line) && fresh.has(line));
}

/**
 * Finds out how a file is laid out: as the settings say, as the generator does, as is usual, or else as what brings the base
 * nearest to it.
 */
export function lensOf({ base, mine }: Sides, settings: readonly Layout[]): Lens {
  const text = bare(mine);
  const likely = [...settings, OURS].find((layout) => isLaidOut(layout, text));
  if (likely) return { layout: likely, isKept: true };
  const others = usualFor(text);
  const found = others.find((layout) => isLaidOut(layout, text));
  if (found) return { layout: found, isKept: true };
  if (isGenerated(base, text)) return { layout: undefined, isKept: false };
  const candidates = [...settings, ...others];
  let [nearest, least]: [Layout | undefined, number] = [undefined, distance(base, text)];
  for (const layout of candidates) {
    const far = distance(laidOut(layout, base), text);
    if (far < least) [nearest, least] = [layout, far];
  }
  return { layout: nearest, isKept: false };
}

/** One layout for all: nothing that a formatter decides is different between two texts in it. */
const CANONICAL: Layout = { 'line-length': 100, format: { 'skip-magic-trailing-comma': true } };

/** Whether two Python files differ in nothing but what a formatter decides. */
export function isReformatted(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => {
    try {
      return sortImports(layOutAs(CANONICAL, bare(text)));
    } catch {
      return undefined;
    }
  });
  return a !== undefined && a === b;
}
