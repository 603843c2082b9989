import { isDeepStrictEqual } from 'node:util';
import { LINE_LENGTH, layOutAs, OURS, sortImports, type Layout } from '../python/ruff.ts';
import type { Sides } from '../structure/lines.ts';
import { distance } from './sides.ts';

type Table = Readonly<Record<string, unknown>>;

const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null ? (value as Table) : {};

/** Copies the layout keys only: this ruff rejects unknown keys, and the user's ruff may be newer. */
function pick(table: Table, keys: readonly string[]): Table {
  return Object.fromEntries(keys.filter((key) => key in table).map((key) => [key, table[key]]));
}

/** Translates black's settings to ruff's, whose formatter is compatible: https://docs.astral.sh/ruff/formatter/black/ */
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

/** The layout that a generated `pyproject.toml` configures; renders have it already. */
const GENERATED: Layout = { 'line-length': LINE_LENGTH };

/**
 * Returns the layouts that a project configures, the most likely first.
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

/** Common line widths, black's default first. */
const WIDTHS = [88, 100, 79, 80, 90, 99, 110, 119, 120, 140];

const usual = (quote: string): readonly Layout[] =>
  WIDTHS.map((width) => ({ 'line-length': width, format: { 'quote-style': quote } }));
/** Created once: ruff caches a workspace per layout object. */
const USUAL = { single: usual('single'), double: usual('double') };

/** Common layouts to try if no configured layout matches, by the quotes that the text uses most. */
function usualFor(text: string): readonly Layout[] {
  const count = (quote: RegExp) => text.match(quote)?.length ?? 0;
  return USUAL[count(/'[^'"\n]*'/g) > count(/(?<!")"(?!")[^'"\n]*"/g) ? 'single' : 'double'];
}

/** Formats a text. Returns it unchanged if it does not parse or the layout is invalid. */
export function laidOut(layout: Layout, text: string): string {
  try {
    return layOutAs(layout, text);
  } catch {
    return text;
  }
}

/** The text without its byte order mark and with normalised line ends. */
const bare = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

/** Whether a formatter with this layout would leave the text as it is. */
export function isLaidOut(layout: Layout, text: string): boolean {
  try {
    return layOutAs(layout, text) === text;
  } catch {
    return false;
  }
}

/** The layout of a user's file. */
export interface Lens {
  /** Undefined: the generator's layout in part; nothing is formatted then. */
  readonly layout: Layout | undefined;
  /** Whether the file is formatted already; then the merged file is formatted too. */
  readonly isKept: boolean;
}

const linesIn = (text: string): ReadonlySet<string> => new Set(text.split('\n'));

/** Whether the generated lines keep the generator's layout, so that only the user's own lines are unformatted. */
function isGenerated(base: string, text: string): boolean {
  const [lines, fresh] = [linesIn(text), linesIn(laidOut(OURS, text))];
  return ![...linesIn(base)].some((line) => !lines.has(line) && fresh.has(line));
}

/**
 * Detects the layout of the user's file: configured, the generator's, a common one, or else
 * the layout that brings the base closest to the file.
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

/** One layout for comparisons, so that formatting does not count as a difference. */
const CANONICAL: Layout = { 'line-length': 100, format: { 'skip-magic-trailing-comma': true } };

/** Whether two Python files differ in formatting only. */
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
