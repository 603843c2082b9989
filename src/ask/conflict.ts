import { diffOf } from '../run/show.ts';
import type { Conflict } from '../structure/lines.ts';
import type { Hunk } from '../structure/text.ts';
import type { Change } from '../write/compare.ts';
import { Abort, type Decide, type Decision } from '../write/decide.ts';
import type { Ask } from '../dialogue.ts';

type Say = (line: string) => void;

const DECISIONS = {
  mine: 'keep my lines where both changed something, and take the rest',
  theirs: 'overwrite the file with the new text',
  whole: 'keep the whole file as it is, without anything new',
  later: 'keep the file for now, and ask again next time',
  markers: 'write both into the file, with conflict markers as in git',
  sidecar: 'write the new text beside the file',
} as const;

const OTHERS = {
  places: 'choose place by place',
  diff: 'show the difference',
  abort: 'abort, and write nothing',
} as const;

/** What is offered in some conflicts only: there are lines to choose between, or the user's lines work with the rest. */
const POSSIBLE: Readonly<Record<string, (conflict: Conflict | undefined) => boolean>> = {
  markers: (conflict) => conflict !== undefined,
  places: (conflict) => conflict !== undefined,
  mine: (conflict) => conflict?.kept !== undefined,
};

const choices = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, name]) => ({ value, name }));

const HUNK_CHOICES: Readonly<Record<string, (hunk: Hunk) => readonly string[]>> = {
  mine: ({ mine }) => mine,
  new: ({ theirs }) => theirs,
  both: ({ mine, theirs }) => [...mine, ...theirs],
};

/** Asks at each place; returns the text that comes of it, or undefined where that text has a fault that neither side has. */
async function choosePlaces(
  change: Change,
  conflict: Conflict,
  ask: Ask,
  say: Say,
): Promise<string | undefined> {
  const { entry, before = '', render } = change;
  const chosen = new Map<Hunk, readonly string[]>();
  for (const hunk of conflict.hunks) {
    for (const line of hunk.mine) say(`- ${line}`);
    for (const line of hunk.theirs) say(`+ ${line}`);
    const message = `${entry.output}:${hunk.line}: yours (-), the new one (+)`;
    const options = Object.keys(HUNK_CHOICES).map((name) => ({ name, value: name }));
    const answer = await ask({ type: 'select', name: 'place', message, choices: options });
    chosen.set(hunk, HUNK_CHOICES[answer]?.(hunk) ?? hunk.mine);
  }
  const text = conflict.print((hunk) => chosen.get(hunk) ?? hunk.mine);
  const { newFaults } = await import('../merge/gate.ts');
  const faults = await newFaults(entry.output, text, { mine: before, theirs: render() });
  if (faults.length === 0) return text;
  say(`together that does not work: ${faults.join(', ')}`);
  return undefined;
}

function decisionOf(answer: string): Decision | undefined {
  return Object.keys(DECISIONS).includes(answer) ? (answer as keyof typeof DECISIONS) : undefined;
}

/** Asks about one conflict until the answer is a decision. */
export function askDecision(ask: Ask, say: Say): Decide {
  return async (change) => {
    const message = `${change.entry.output} was changed by you and by the generator:`;
    const conflict = change.conflict?.();
    const offered = choices({ ...DECISIONS, ...OTHERS }).filter(
      ({ value }) => POSSIBLE[value]?.(conflict) ?? true,
    );
    for (;;) {
      const question = { type: 'select', name: 'decision', message } as const;
      const answer = await ask({ ...question, choices: offered });
      if (answer === 'abort') throw new Abort();
      if (answer === 'diff') say(await diffOf(change));
      const text =
        answer === 'places' && conflict ? await choosePlaces(change, conflict, ask, say) : undefined;
      const decision = text === undefined ? decisionOf(answer) : { text };
      if (decision !== undefined) return decision;
    }
  };
}
