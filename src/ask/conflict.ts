import { diffOf } from '../run/show.ts';
import type { Conflict } from '../structure/lines.ts';
import type { Hunk } from '../structure/text.ts';
import type { Change } from '../write/compare.ts';
import { Abort, type Decide, type Decision } from '../write/decide.ts';
import type { Ask } from '../dialogue.ts';

type Say = (line: string) => void;

const DECISIONS = {
  mine: 'keep my lines in conflicts, and merge the rest',
  theirs: 'overwrite the file with the new text',
  whole: 'keep my whole file, without the update',
  later: 'keep the file for now, and ask again next time',
  markers: 'write both into the file, with git conflict markers',
  sidecar: 'write the new text to a .new file beside it',
} as const;

const OTHERS = {
  places: 'choose conflict by conflict',
  diff: 'show the difference',
  abort: 'cancel, write nothing',
} as const;

/** Choices that need a text file, or user lines that give a valid file. */
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

/** Asks for each hunk. Returns the resulting text, or undefined if it has new faults. */
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
    const message = `${entry.output}:${hunk.line}: your lines (-), new lines (+)`;
    const options = Object.keys(HUNK_CHOICES).map((name) => ({ name, value: name }));
    const answer = await ask({ type: 'select', name: 'place', message, choices: options });
    chosen.set(hunk, HUNK_CHOICES[answer]?.(hunk) ?? hunk.mine);
  }
  const text = conflict.print((hunk) => chosen.get(hunk) ?? hunk.mine);
  const { newFaults } = await import('../merge/gate.ts');
  const faults = await newFaults(entry.output, text, { mine: before, theirs: render() });
  if (faults.length === 0) return text;
  say(`this combination is invalid: ${faults.join(', ')}`);
  return undefined;
}

function decisionOf(answer: string): Decision | undefined {
  return Object.keys(DECISIONS).includes(answer) ? (answer as keyof typeof DECISIONS) : undefined;
}

/** Asks about one conflict until the user has decided it. */
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
