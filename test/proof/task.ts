import { execFileSync } from 'node:child_process';
import { answersNamed, type Answers } from './answers.ts';
import type { DatabaseName } from './databases.ts';
import { checkout } from './machine.ts';

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set; run proofs with npm run gate, which sets it`);
  return value;
};

/** What the task that runs this process is about, as the table of tasks says. */
export const taskSubject = (): string => given('PROOF_SUBJECT');
export const taskAnswers = (): Answers => answersNamed(taskSubject());
export const taskDatabase = (): DatabaseName => given('PROOF_DATABASE') as DatabaseName;

/** Whether all that is proved by turns is proved now; the scheduled workflow sets it. */
export const everyTurn = process.env['PROOF_TURN'] === 'all';

/** Of two things that are proved by turns the one whose turn it is: the same for the same commit. */
export function turn(): 0 | 1 {
  const asked = process.env['PROOF_TURN'];
  if (asked === '0' || asked === '1') return asked === '0' ? 0 : 1;
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: checkout,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return Number.parseInt(commit.at(-1) ?? '0', 16) % 2 === 0 ? 0 : 1;
  } catch {
    // A copy without git.
    return 0;
  }
}
