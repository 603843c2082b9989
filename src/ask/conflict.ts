import { policies, policyMeanings } from '../run/policies.ts';
import { diffOf } from '../run/show.ts';
import type { Conflict } from '../structure/lines.ts';
import type { Hunk } from '../structure/text.ts';
import type { Change } from '../write/compare.ts';
import { Abort, type Decide, type Decision } from '../write/decide.ts';
import type { Ask } from '../dialogue.ts';

type Say = (line: string) => void;

type Shown = Exclude<keyof typeof policyMeanings, 'ask' | 'abort'> | 'places' | 'diff' | 'abort';

/** The choices, in their order: the ways of --on-conflict, and what only a dialogue offers. */
const CHOICES: Readonly<Record<Shown, string>> = {
  mine: policyMeanings.mine,
  theirs: policyMeanings.theirs,
  places: 'choose mine, theirs or both for each conflict',
  whole: policyMeanings.whole,
  later: policyMeanings.later,
  markers: policyMeanings.markers,
  sidecar: policyMeanings.sidecar,
  diff: 'show the difference again',
  abort: policyMeanings.abort,
};

/** Choices that need a text file, or user lines that give a valid file. */
const POSSIBLE: Readonly<Record<string, (conflict: Conflict | undefined) => boolean>> = {
  markers: (conflict) => conflict !== undefined,
  diff: (conflict) => conflict !== undefined,
  places: (conflict) => conflict !== undefined,
  mine: (conflict) => conflict?.kept !== undefined,
};

interface HunkChoice {
  readonly meaning: string;
  readonly lines: (hunk: Hunk) => readonly string[];
}

const HUNK_CHOICES: Readonly<Record<string, HunkChoice>> = {
  mine: { meaning: 'your lines (-)', lines: ({ mine }) => mine },
  theirs: { meaning: 'the new lines (+)', lines: ({ theirs }) => theirs },
  both: { meaning: 'your lines, then the new lines', lines: ({ mine, theirs }) => [...mine, ...theirs] },
};

/** Asks for each hunk. Returns the resulting text, or undefined if it has new faults. */
async function choosePlaces(
  change: Change,
  conflict: Conflict,
  ask: Ask,
  say: Say,
): Promise<string | undefined> {
  const { entry, before = '', render } = change;
  const chosen = new Map<Hunk, readonly string[]>();
  for (const [at, hunk] of conflict.hunks.entries()) {
    for (const line of hunk.mine) say(`- ${line}`);
    for (const line of hunk.theirs) say(`+ ${line}`);
    const place = `${at + 1} of ${conflict.hunks.length}`;
    const message = `${entry.output}:${hunk.line}: conflict ${place} of this file`;
    const options = Object.entries(HUNK_CHOICES).map(([value, { meaning }]) => ({
      name: `${value}: ${meaning}`,
      value,
    }));
    const answer = await ask({ type: 'select', name: 'place', message, choices: options });
    chosen.set(hunk, HUNK_CHOICES[answer]?.lines(hunk) ?? hunk.mine);
  }
  const text = conflict.print((hunk) => chosen.get(hunk) ?? hunk.mine);
  const { newFaults } = await import('../merge/gate.ts');
  const faults = await newFaults(entry.output, text, { mine: before, theirs: render() });
  if (faults.length === 0) return text;
  say(`this combination is invalid: ${faults.join(', ')}`);
  return undefined;
}

function decisionOf(answer: string): Decision | undefined {
  return policies.some((policy) => policy === answer) ? (answer as Extract<Decision, string>) : undefined;
}

/** Asks about one conflict until the user has decided it. Shows the difference first. */
export function askDecision(ask: Ask, say: Say): Decide {
  return async (change, place) => {
    const conflict = change.conflict?.();
    const difference = async () => {
      if (conflict) say(await diffOf(change));
    };
    const where = place === undefined ? '' : ` (${place})`;
    const message = `${change.entry.output}${where}: changed by you and by the generator`;
    const choices = Object.entries(CHOICES)
      .filter(([value]) => POSSIBLE[value]?.(conflict) ?? true)
      .map(([value, meaning]) => ({ value, name: `${value}: ${meaning}` }));
    await difference();
    for (;;) {
      const answer = await ask({ type: 'select', name: 'decision', message, choices });
      if (answer === 'abort') throw new Abort();
      if (answer === 'diff') await difference();
      const text =
        answer === 'places' && conflict ? await choosePlaces(change, conflict, ask, say) : undefined;
      const decision = text === undefined ? decisionOf(answer) : { text };
      if (decision !== undefined) return decision;
    }
  };
}
