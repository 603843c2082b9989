import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adviceLines } from '../../src/advice/explain.ts';
import { databaseFor, optionsFor } from '../../src/advice/options.ts';
import { outlooks } from '../../src/advice/profiles.ts';
import {
  answerTo,
  candidates,
  questionNames,
  questionOf,
  type Answers,
  type Candidate,
} from '../../src/advice/questions.ts';
import { rank } from '../../src/advice/rank.ts';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { combinations, facts, goldenAdvice, rankingTable } from '../support/advice.ts';

const profiles = readProfiles(join(import.meta.dirname, '..', '..', 'templates'), false);
const all = combinations(questionNames);
const usual = combinations([])[0]!;
const layersOf = (id: Candidate): number => {
  const { layers, optionalLayers } = profiles.find((profile) => profile.id === id)!;
  return layers.length - optionalLayers.length;
};

test('every candidate is a profile that is offered', () => {
  expect(profiles.map(({ id }) => id)).toEqual(expect.arrayContaining([...candidates]));
});

test('every combination of answers is ranked, with a reason and two different profiles', () => {
  expect(all).toHaveLength(2 ** 3 * 3 ** 4 * 4);
  for (const answers of all) {
    const { winner, runnerUp, scores, fact } = rank(answers);
    expect(winner).not.toBe(runnerUp);
    expect(scores.map(({ profile }) => profile).toSorted()).toEqual([...candidates].toSorted());
    const reasons = scores.find(({ profile }) => profile === winner)!.reasons;
    expect(fact !== undefined || reasons.length > 0).toBe(true);
    expect(adviceLines(answers, (id) => id).join('\n')).not.toContain('undefined');
  }
});

test('points decide where no fact does, and ties go to the profile with fewer moving parts', () => {
  let ties = 0;
  for (const answers of combinations(questionNames.filter((name) => !facts.includes(name)))) {
    const { winner, runnerUp, scores, fact } = rank(answers);
    const points = new Map(scores.map((score) => [score.profile, score.points]));
    const most = Math.max(...points.values());
    const best = candidates.filter((profile) => points.get(profile) === most);
    ties += best.length > 1 ? 1 : 0;
    expect([winner, fact]).toEqual([best[0], undefined]);
    const others = candidates.filter((profile) => profile !== winner);
    expect(points.get(runnerUp)).toBe(Math.max(...others.map((profile) => points.get(profile)!)));
  }
  expect(ties).toBeGreaterThan(0);
});

test('each profile wins somewhere, and all but one of them by points', () => {
  const byPoints = all.filter((answers) => rank(answers).fact === undefined);
  expect(new Set(all.map((answers) => rank(answers).winner))).toEqual(new Set(candidates));
  expect(new Set(byPoints.map((answers) => rank(answers).winner))).toEqual(
    new Set(candidates.filter((profile) => profile !== 'clerk-celery')),
  );
});

describe('a bigger team', () => {
  const teams = Object.keys(questionOf('team').answers);

  test('never gets fewer layers', () => {
    let grown = 0;
    for (const answers of combinations(questionNames.filter((name) => name !== 'team'))) {
      const layers = teams.map((team) => layersOf(rank({ ...answers, team }).winner));
      expect(layers).toEqual(layers.toSorted((a, b) => a - b));
      grown += layers[0] === layers.at(-1) ? 0 : 1;
    }
    expect(grown).toBeGreaterThan(0);
  });
});

test.each([
  [{ clerk: 'yes' }, 'clerk-celery', 'clerk'],
  [{ 'bulk-calls': 'yes' }, 'pipeline', 'bulk-calls'],
  [{ 'external-clients': 'yes', team: '4-8' }, 'api-v1', 'external-clients'],
  [{ 'external-clients': 'yes', team: 'over-8' }, 'api-v1', 'external-clients'],
  [{ 'external-clients': 'yes', team: '1-3' }, 'pragmatic', 'external-clients'],
] as const)('the fact %j decides for %s, whatever gives points', (given, winner, fact) => {
  const isGiven = (name: string): boolean => name in given || facts.includes(name as never);
  for (const answers of combinations(questionNames.filter((name) => !isGiven(name))))
    expect(rank({ ...answers, ...given })).toMatchObject({ winner, fact });
});

test('of two facts the first decides, and the second names the runner-up', () => {
  const answers = { ...usual, clerk: 'yes', 'bulk-calls': 'yes', 'external-clients': 'yes' };
  expect(rank(answers)).toMatchObject({ winner: 'clerk-celery', runnerUp: 'pipeline', fact: 'clerk' });
  const same = { ...usual, team: '1-3', 'external-clients': 'yes' };
  expect(rank(same)).toMatchObject({ winner: 'pragmatic', runnerUp: 'api-v1' });
});

/** Every result that a change of a single answer can give; a fact that is not true stays so. */
function resultsNearby(answers: Answers): readonly Candidate[] {
  return questionNames.flatMap((name) =>
    Object.keys(questionOf(name).answers)
      .filter((value) => !facts.includes(name) || value === 'no')
      .map((value) => rank({ ...answers, [name]: value }).winner),
  );
}

test('the change that is named gives the result that is named, and none is named only if there is none', () => {
  let none = 0;
  for (const answers of all) {
    const { winner, runnerUp, flip } = rank(answers);
    const nearby = resultsNearby(answers);
    const others = nearby.filter((profile) => profile !== winner);
    none += flip === undefined ? 1 : 0;
    expect(flip === undefined).toBe(others.length === 0);
    if (flip === undefined) continue;
    expect(rank({ ...answers, [flip.question]: flip.answer }).winner).toBe(flip.winner);
    expect(flip.winner === runnerUp).toBe(others.includes(runnerUp));
  }
  expect(none).toBeGreaterThan(0);
});

test('the options follow from the answers', () => {
  expect(databaseFor({ ...usual, scale: 'under-10' }).id).toBe('sqlite');
  for (const scale of ['10-200', 'over-200']) expect(databaseFor({ ...usual, scale }).id).toBe('postgresql');
  const choices = (answers: Answers) => optionsFor(answers).map(({ choice }) => choice);
  expect(choices({ ...usual, failure: 'money', scale: 'under-10' })).toEqual([
    'required on POST requests that cost money',
    'counters in the process, `RATE_LIMIT_URL=memory://`',
  ]);
  expect(choices({ ...usual, failure: 'wait', scale: '10-200' })).toEqual([
    'not required',
    'counters in Redis, `RATE_LIMIT_URL=redis://…`',
  ]);
  for (const { databases } of profiles)
    expect(databases).toEqual(expect.arrayContaining(['sqlite', 'postgresql']));
});

test('every question has a usual answer, and every profile something to expect', () => {
  for (const name of questionNames) expect(answerTo(name, usual).text).not.toBe('');
  for (const { consequences, again, moving } of Object.values(outlooks))
    expect([consequences.length > 0, again.length > 0, moving !== '']).toEqual([true, true, true]);
});

test('an unknown answer is an error', () => {
  expect(() => rank({ ...usual, team: '2' })).toThrow('team: unknown answer 2');
});

test('the table of all rankings is the golden one; `npm run golden` rewrites it', () => {
  expect(rankingTable()).toBe(goldenAdvice('rankings.txt'));
});
