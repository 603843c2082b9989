import { databaseFor, optionsFor } from './options.ts';
import { outlooks } from './profiles.ts';
import { answerTo, questionOf, type Answers, type QuestionName } from './questions.ts';
import { rank, type Flip, type Ranking, type Score } from './rank.ts';

/** Formats a number of points. */
function pointsText(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}

const scoreFor = ({ scores }: Ranking, profile: string): Score | undefined =>
  scores.find((score) => score.profile === profile);

function factLines(answers: Answers, fact: QuestionName): readonly string[] {
  const { text, decides } = answerTo(fact, answers);
  const given: Readonly<Record<string, string>> = answers;
  const unless = decides?.unless;
  const isOther = unless !== undefined && given[unless.question] === unless.answer;
  const also = isOther ? [answerTo(unless.question as QuestionName, answers).text] : [];
  return [`${questionOf(fact).title}: ${[text, ...also].join(', and ')}; this decides alone`];
}

/** Says which answers decided for the winner, one line each. */
export function reasonLines(answers: Answers, ranking: Ranking): readonly string[] {
  const { fact, winner, runnerUp } = ranking;
  if (fact !== undefined) return factLines(answers, fact);
  const score = scoreFor(ranking, winner);
  const isTie = score?.points === scoreFor(ranking, runnerUp)?.points;
  const lines = (score?.reasons ?? []).map(
    ({ question, points }) =>
      `${questionOf(question).title}: ${answerTo(question, answers).text} (${pointsText(points)})`,
  );
  return isTie ? [...lines, `${runnerUp} has as many points, but ${winner} has fewer moving parts`] : lines;
}

/** Says which change of an answer gives another result. */
export function flipLine(flip: Flip | undefined): string {
  if (flip === undefined) return 'No single answer would change it, except a fact that becomes true.';
  const { question, answer, winner } = flip;
  const { answers, title } = questionOf(question);
  return `${title}: with --${question} ${answer} (${answers[answer]?.text}), ${winner} would be recommended.`;
}

/**
 * Prints the recommendation for a terminal.
 *
 * @param titleOf returns the title of a profile
 */
export function adviceLines(answers: Answers, titleOf: (profile: string) => string): readonly string[] {
  const ranking = rank(answers);
  const { winner, runnerUp, flip, fact } = ranking;
  const named = (profile: string): string => `${profile} (${titleOf(profile)})`;
  // If a fact decides, the points mean nothing.
  const scored = (profile: string): string =>
    fact === undefined
      ? `${named(profile)}, ${pointsText(scoreFor(ranking, profile)?.points ?? 0)}`
      : named(profile);
  const { id, why } = databaseFor(answers);
  const options = optionsFor(answers).map(({ title, choice }) => [title, choice] as const);
  const rows: readonly (readonly [string, string])[] = [
    ['Recommended', scored(winner)],
    ...reasonLines(answers, ranking).map((line) => ['', line] as const),
    ['Runner-up', scored(runnerUp)],
    ['What would change it', flipLine(flip)],
    ['Database', `${id}. ${why}`],
    ...options,
    ['Moving later', outlooks[winner].moving],
  ];
  const width = Math.max(...rows.map(([title]) => title.length)) + 2;
  return rows.map(([title, text]) => title.padEnd(width) + text);
}
