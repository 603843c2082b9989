import escapeRegExp from 'escape-string-regexp';
import { sortFirstParty } from '../python/imports.ts';

/** A profile's paths for template paths: `app/config.py` to `app/core/config.py`; folders without a trailing slash. */
export type Places = Readonly<Record<string, string>>;

export interface Placer {
  /** Replaces every path and module in template text: a path, an import, a row. */
  readonly move: (text: string) => string;
  /** Replaces them in a whole template; imports of Python files are sorted again. */
  readonly template: (id: string, text: string) => string;
}

const moduleOf = (path: string): string => path.replace(/\.py$/, '').replaceAll('/', '.');

/** Path and module of each place, longest first, so that the most specific match wins. */
function pairsOf(places: Places): ReadonlyMap<string, string> {
  const pairs = Object.entries(places).flatMap(([from, to]) => [
    [from, to] as const,
    [moduleOf(from), moduleOf(to)] as const,
  ]);
  return new Map(pairs.toSorted(([a], [b]) => b.length - a.length));
}

/**
 * Maps template text to a profile's places, so that profiles can share templates. Runs before user text is rendered into the
 * template.
 */
export function placer(places: Places): Placer {
  const pairs = pairsOf(places);
  if (pairs.size === 0) return { move: (text) => text, template: (_, text) => text };
  // Do not match parts of longer paths or names: `app/models/base.py.bak`, `my.app.config`.
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
