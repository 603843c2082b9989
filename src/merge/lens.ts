import { layOutAs, type Layout } from '../python/ruff.ts';

/** Gives a render the layout that its project's user has chosen; what cannot be laid out stays as it is. */
export type Lens = (text: string) => string;

type Table = Readonly<Record<string, unknown>>;

const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null ? (value as Table) : {};

/** Only what decides a layout: ruff refuses a key that it does not know, and its user may have a newer one. */
function pick(table: Table, keys: readonly string[]): Table {
  return Object.fromEntries(keys.filter((key) => key in table).map((key) => [key, table[key]]));
}

/** What black is told, in the words of ruff, which lays out the same: https://docs.astral.sh/ruff/formatter/black/ */
function fromBlack(black: Table): Table {
  const format = black['skip-string-normalization'] === true ? { format: { 'quote-style': 'preserve' } } : {};
  return { ...pick(black, ['line-length']), ...format };
}

async function layoutOf(pyproject: string): Promise<Layout | undefined> {
  const { parse } = await import('smol-toml');
  try {
    const { ruff, black } = tableOf(tableOf(parse(pyproject))['tool']);
    const own = tableOf(ruff);
    const format = pick(tableOf(own['format']), ['quote-style', 'indent-style', 'skip-magic-trailing-comma']);
    return {
      ...fromBlack(tableOf(black)),
      ...pick(own, ['line-length', 'indent-width']),
      ...(Object.keys(format).length > 0 ? { format } : {}),
    };
  } catch {
    return undefined;
  }
}

/**
 * The layout that a project's own formatter gives its files.
 *
 * @param pyproject the text of its `pyproject.toml`
 * @returns undefined where that cannot be read
 */
export async function lensOf(pyproject: string): Promise<Lens | undefined> {
  const layout = await layoutOf(pyproject);
  if (layout === undefined) return undefined;
  return (text) => {
    try {
      return layOutAs(layout, text);
    } catch {
      return text;
    }
  };
}
