import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from './answers.ts';
import type { Check, Subject } from './checks.ts';
import { judgeRoutes, type Row } from './guarded.ts';
import { checkout } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';
import { repeatsAreCaught } from './repeats.ts';
import { undeclaredAreCaught } from './undeclared.ts';

/** Fewer ways to break a rule than these prove little. */
const ENOUGH = 5;
const results = join(checkout, 'test', 'route-mutations', 'results');
const writing = process.env['PROOF_RESULTS'] === 'write';

async function inCopy<T>(work: (copy: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(ownTemporaryFolder(), 'guards-'));
  try {
    return await work(join(folder, 'shop'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The figures are published, so they are what was counted. */
function publish({ profile, options: { auth } }: Answers, part: string, rows: readonly Row[]): void {
  console.table(rows);
  const file = join(results, `${profile}-${auth}${part}.json`);
  const text = `${JSON.stringify({ profile, auth, rows }, undefined, 2)}\n`;
  if (writing) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text)
    throw new Error(`${file} is out of date: run this again with PROOF_RESULTS=write\n${text}`);
}

/** A list that is as it was made is no false alarm: the whole suite passes without a spoiled one. */
async function repeatsAreJudged(subject: Subject, answers: Answers): Promise<void> {
  const tried = await inCopy((copy) => repeatsAreCaught(subject, copy));
  const rule = 'a list asks as much of the database however long it is (N+1)';
  publish(answers, '-statements', [{ rule, tried, caught: tried, legal: tried, falseAlarms: 0 }]);
}

async function routesAreJudged(subject: Subject, answers: Answers): Promise<void> {
  const { rows, missed, falseAlarms } = await inCopy((copy) => judgeRoutes(subject, copy, answers.profile));
  if (missed.length > 0) throw new Error(`nobody noticed ${missed.join(', ')}`);
  if (falseAlarms.length > 0) throw new Error(`refused, and right:\n${falseAlarms.join('\n')}`);
  const few = rows.filter(({ tried }) => tried < ENOUGH).map(({ rule }) => rule);
  if (few.length > 0) throw new Error(`broken in too few ways: ${few.join(', ')}`);
  publish(answers, '', rows);
}

async function undeclaredAreJudged(subject: Subject): Promise<void> {
  await inCopy((copy) => undeclaredAreCaught(subject, copy));
}

/** That a project's own tests notice what is wrong with a route, and a list that asks the database once a row. */
export const guardChecks = (answers: Answers): readonly Check[] => [
  { name: 'routes are guarded', databases: 'any', run: (subject) => routesAreJudged(subject, answers) },
  { name: 'N+1 is noticed', databases: 'each', run: (subject) => repeatsAreJudged(subject, answers) },
  { name: 'undeclared errors are noticed', databases: 'any', run: undeclaredAreJudged },
];
