import { layOutAs, sortImports, type Layout } from '../../../src/python/ruff.ts';
import { faultsOf as lintFaultsOf } from '../../support/ruff.ts';
import { faultsOfOutline, outlineOf } from './outline.ts';
import type { Sides } from '../../../src/structure/lines.ts';

type Counts = ReadonlyMap<string, number>;

function count(words: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const lines = (text: string): readonly string[] => text.split(/\r?\n/).map((line) => line.trim());

/** Whether a line says something by itself: a bracket does not, and an import may be written anew with other names. */
const speaks = (line: string): boolean => /\w{4}/.test(line) && !/^(from|import) |^[\w ]+,$/.test(line);

const spoken = (text: string): Counts => count(lines(text).filter(speaks));
const names = (text: string): Counts => count(text.match(/\w+/g) ?? []);
const of = (counts: Counts, key: string): number => counts.get(key) ?? 0;

/** How often each class, or the file, has a function of a name. */
function definitions(text: string): Counts {
  const found: string[] = [];
  let owner = '';
  for (const line of text.split(/\r?\n/)) {
    const [, indent = '', what, name = ''] = /^( *)(?:async )?(def|class) (\w+)/.exec(line) ?? [];
    if (what === 'class' && indent === '') owner = name;
    if (what === 'def' && indent === '') owner = '';
    if (what === 'def') found.push(`${indent.length}${owner}.${name}`);
  }
  return count(found);
}

/** What a line begins, by its name: one side may change a signature while the other one writes below it. */
const headed = (line: string): string => /^(?:async )?(?:def|class) \w+/.exec(line)?.[0] ?? line;

/** What stands above each text that begins a line: a docstring anywhere else is none. */
function aboveTexts(text: string): ReadonlySet<string> {
  const all = lines(text).filter((line) => line !== '');
  // A signature of several lines has its name in the first one.
  const above = (at: number): string => {
    const last = all[at - 1] ?? '';
    return last.startsWith(')') ? (all.slice(0, at).findLast((line) => headed(line) !== line) ?? last) : last;
  };
  return new Set(
    all.flatMap((line, at) => (line.startsWith('"""') ? [`${headed(above(at))} > ${line}`] : [])),
  );
}

/** All on one line: what stands on which line is the formatter's choice. */
const ONE_LINE: Layout = { 'line-length': 320, format: { 'skip-magic-trailing-comma': true } };

function evened(text: string): string {
  return layOutAs(ONE_LINE, text.replaceAll('\r\n', '\n'));
}

const WIDTHS: readonly Layout[] = ['double', 'single'].flatMap((quote) =>
  [79, 80, 88, 90, 99, 100, 110, 119, 120, 140].map((width) => ({
    'line-length': width,
    format: { 'quote-style': quote },
  })),
);

/** What the tools of a project find in a merge, and not in what it was made of. */
function lint({ mine, theirs }: Sides, merged: string, layout: Layout | undefined): readonly string[] {
  const [m, a] = [merged, mine].map((text) => text.replaceAll('\r\n', '\n')) as [string, string];
  const [inA, inB] = [a, theirs].map((text) => count(lintFaultsOf(text))) as [Counts, Counts];
  const faults = [...count(lintFaultsOf(m))].filter(
    ([fault, times]) => times > Math.max(of(inA, fault), of(inB, fault)),
  );
  // More than one width may leave a file as it is; it has to be one that leaves both.
  const fits = (each: Layout) => layOutAs(each, a) === a && layOutAs(each, m) === m;
  const isFormatted = layout === undefined || [layout, ...WIDTHS].some(fits);
  const isSorted = sortImports(m) === m || sortImports(a) !== a;
  return [
    ...faults.map(([fault]) => `lint: ${fault}`),
    ...(isFormatted ? [] : ['not formatted']),
    ...(isSorted ? [] : ['imports not sorted']),
  ];
}

/** Whether each word of a line is somewhere in a text, but for those that a side took away: two changes of one statement make one. */
function isThere(line: string, [base, mine, theirs, merged]: readonly Counts[]): boolean {
  const isKept = (word: string) =>
    [mine, theirs].every((side) => of(side ?? new Map(), word) >= of(base ?? new Map(), word));
  const words = [...count(line.match(/\w+/g) ?? [])].filter(([word]) => isKept(word));
  return words.every(([word, times]) => of(merged ?? new Map(), word) >= times);
}

/**
 * What is wrong with a merge.
 *
 * @param layout what the user's formatter is told
 */
export async function faultsOfTeamMerge(
  sides: Sides,
  merged: string,
  layout: Layout | undefined,
): Promise<readonly string[]> {
  const { base, mine, theirs } = sides;
  const [o, a, b, m] = await Promise.all([base, mine, theirs, merged].map(evened).map(outlineOf));
  if (!o || !a || !b || !m) return ['no outline'];
  const even = { base: evened(base), mine: evened(mine), theirs: evened(theirs) };
  return [
    ...faultsOfMerge(even, evened(merged)),
    ...faultsOfOutline([o, a, b], m),
    ...lint(sides, merged, layout),
  ];
}

/** What is wrong with a merge, found without any of the code that merges: what a side wrote and nobody has, or what comes back. */
export function faultsOfMerge({ base, mine, theirs }: Sides, merged: string): readonly string[] {
  const [o, a, b, m] = [base, mine, theirs, merged].map(spoken) as [Counts, Counts, Counts, Counts];
  const faults: string[] = [];
  const words = [base, mine, theirs, merged].map(names);
  for (const line of new Set([...a.keys(), ...b.keys(), ...o.keys()])) {
    const [inO, inA, inB, inM] = [of(o, line), of(a, line), of(b, line), of(m, line)];
    if (inO === 0 && inM < Math.max(inA, inB) && !isThere(line, words)) faults.push(`lost: ${line}`);
    if (inO === 1 && Math.min(inA, inB) === 0 && inM > 0 && Math.max(inA, inB) <= 1)
      faults.push(`came back: ${line}`);
    if (inO > 0 && inA >= inO && inB >= inO && inM < inO)
      faults.push(`lost though nobody touched it: ${line}`);
  }
  const [nameA, nameM] = [names(mine), names(merged)];
  for (const [name, times] of nameA)
    if (name.startsWith('mine_') && of(nameM, name) !== times)
      faults.push(`the user’s ${name}: ${of(nameM, name)} of ${times}`);
  const [defA, defB] = [definitions(mine), definitions(theirs)];
  for (const [name, times] of definitions(merged))
    if (times > Math.max(of(defA, name), of(defB, name))) faults.push(`defined ${times} times: ${name}`);
  const [textsA, textsB] = [aboveTexts(mine), aboveTexts(theirs)];
  for (const place of aboveTexts(merged))
    if (!textsA.has(place) && !textsB.has(place)) faults.push(`a text is elsewhere: ${place}`);
  return faults;
}
