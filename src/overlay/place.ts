import escapeRegExp from 'escape-string-regexp';
import { sortFirstParty } from '../python/imports.ts';

/** Where a profile keeps what templates know under another path: `app/config.py` by `app/core/config.py`, a folder without a slash at its end. */
export type Places = Readonly<Record<string, string>>;

export interface Placer {
  /** Moves every path and module that stands in a text of ours: a path, an import, a row. */
  readonly move: (text: string) => string;
  /** The same for a whole template; where that is Python, its imports are sorted again. */
  readonly template: (id: string, text: string) => string;
}

const moduleOf = (path: string): string => path.replace(/\.py$/, '').replaceAll('/', '.');

/** Both spellings of each place, the longest first: of two that fit, the more exact one counts. */
function pairsOf(places: Places): ReadonlyMap<string, string> {
  const pairs = Object.entries(places).flatMap(([from, to]) => [
    [from, to] as const,
    [moduleOf(from), moduleOf(to)] as const,
  ]);
  return new Map(pairs.toSorted(([a], [b]) => b.length - a.length));
}

/**
 * Lets profiles share a template whose file they keep at different places: it is written for one place, and moved with all
 * that names it, before anything of a user's is printed into it.
 */
export function placer(places: Places): Placer {
  const pairs = pairsOf(places);
  if (pairs.size === 0) return { move: (text) => text, template: (_, text) => text };
  // Part of a longer path or name is another one: `app/models/base.py.bak`, `my.app.config`.
  const words = new RegExp(
    `(?<![\\w./-])(${[...pairs.keys()].map((word) => escapeRegExp(word)).join('|')})(?![\\w-]|\\.\\w+/)`,
    'g',
  );
  const move = (text: string): string => text.replace(words, (found) => pairs.get(found) ?? found);
  return {
    move,
    template: (id, text) => {
      const moved = move(text);
      return moved === text || !id.endsWith('.py') ? moved : sortFirstParty(moved);
    },
  };
}
