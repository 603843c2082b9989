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
  return new Set(
    all.flatMap((line, at) => (line.startsWith('"""') ? [`${headed(all[at - 1] ?? '')} > ${line}`] : [])),
  );
}

/** What is wrong with a merge, found without any of the code that merges: what a side wrote and nobody has, or what comes back. */
export function faultsOfMerge({ base, mine, theirs }: Sides, merged: string): readonly string[] {
  const [o, a, b, m] = [base, mine, theirs, merged].map(spoken) as [Counts, Counts, Counts, Counts];
  const faults: string[] = [];
  for (const line of new Set([...a.keys(), ...b.keys(), ...o.keys()])) {
    const [inO, inA, inB, inM] = [of(o, line), of(a, line), of(b, line), of(m, line)];
    if (inO === 0 && inM < Math.max(inA, inB)) faults.push(`lost: ${line}`);
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
