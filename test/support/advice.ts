import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { questionNames, questionOf, type Answers, type QuestionName } from '../../src/advice/questions.ts';
import { rank } from '../../src/advice/rank.ts';
import { put, read } from './folder.ts';
import { run } from './run.ts';
import { templates } from './render.ts';

export const facts: readonly QuestionName[] = ['clerk', 'bulk-calls', 'external-clients'];

/** Every combination of answers to the given questions; the others get the usual answer. */
export function combinations(names: readonly QuestionName[]): readonly Answers[] {
  let all: readonly Partial<Record<QuestionName, string>>[] = [{}];
  for (const name of questionNames) {
    const { answers, usual } = questionOf(name);
    const values = names.includes(name) ? Object.keys(answers) : [usual];
    all = all.flatMap((one) => values.map((value) => Object.assign({}, one, { [name]: value })));
  }
  return all as readonly Answers[];
}

const weighing = questionNames.filter((name) => !facts.includes(name));

/** One line for each combination of answers that give points: the result, its reasons, and what would change it. */
export function rankingTable(): string {
  const lines = combinations(weighing).map((answers) => {
    const { winner, runnerUp, scores, flip } = rank(answers);
    const points = (profile: string) => scores.find((score) => score.profile === profile)!;
    const reasons = points(winner).reasons.map((reason) => `${reason.question} ${reason.points}`);
    const change =
      flip === undefined ? 'no single change' : `${flip.question} ${flip.answer} -> ${flip.winner}`;
    return [
      weighing.map((name) => answers[name]).join(' '),
      `${winner} ${points(winner).points} (${reasons.join(', ')})`,
      `${runnerUp} ${points(runnerUp).points}`,
      change,
    ].join(' | ');
  });
  return `${lines.join('\n')}\n`;
}

/** Command lines of `new --advise --yes`, by the name of the golden decision record. */
export const records: Readonly<Record<string, readonly string[]>> = {
  usual: [],
  'small-team': ['--scale', 'under-10', '--team', '1-3', '--speed', 'delay', '--failure', 'wait'],
  clerk: ['--clerk', 'yes', '--bulk-calls', 'yes'],
  'bulk-calls': ['--bulk-calls', 'yes'],
  'external-clients': ['--external-clients', 'yes'],
  'external-clients-of-few': ['--external-clients', 'yes', '--team', '1-3'],
  background: ['--failure', 'work', '--change', 'background', '--scale', 'over-200'],
  overridden: ['--team', 'over-8', '--profile', 'pragmatic', '--database', 'sqlite'],
};

export const RECORD = 'docs/adr/0001-architecture.md';

export const newArguments = (...flags: readonly string[]): readonly string[] => [
  'new',
  'shop',
  '--advise',
  '--yes',
  '--skip-install',
  '--skip-git',
  ...flags,
];

/** The decision record of a project that is made in a folder. */
export async function recordOf(folder: string, flags: readonly string[]): Promise<string> {
  const { exitCode, err } = await run(folder, newArguments(...flags), undefined, templates);
  if (exitCode !== 0) throw new Error(err);
  return read(join(folder, 'shop'), RECORD);
}

const folder = join(import.meta.dirname, '..', 'golden', 'advice');

export const goldenAdvice = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Writes the golden texts of the advice. */
export function writeGoldenAdvice(texts: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  put(folder, texts);
}
