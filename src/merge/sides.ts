import { MARKS } from './marks.ts';

/** Splits a file with git's conflict markers into the texts of the two branches. */
export function sidesOf(text: string): readonly [string, string] {
  const sides: [string[], string[]] = [[], []];
  let at: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  for (const line of text.split(/(?<=\n)/)) {
    const mark = line.slice(0, MARKS.mine.length);
    if (at === 'both' && mark === MARKS.mine) at = 'ours';
    else if (at === 'ours' && mark === MARKS.base) at = 'base';
    else if ((at === 'ours' || at === 'base') && mark === MARKS.between) at = 'theirs';
    else if (at === 'theirs' && mark === MARKS.theirs) at = 'both';
    else {
      if (at === 'both' || at === 'ours') sides[0].push(line);
      if (at === 'both' || at === 'theirs') sides[1].push(line);
    }
  }
  return [sides[0].join(''), sides[1].join('')];
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/).filter((line) => line !== '');

/** Counts the lines that only one of two texts has. */
export function distance(one: string, other: string): number {
  const [a, b] = [new Set(linesOf(one)), new Set(linesOf(other))];
  return [...a].filter((line) => !b.has(line)).length + [...b].filter((line) => !a.has(line)).length;
}
