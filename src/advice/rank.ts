import {
  answerTo,
  candidates,
  questionNames,
  questionOf,
  type Answers,
  type Candidate,
  type QuestionName,
} from './questions.ts';

/** The points that one answer gives to a profile. */
export interface Reason {
  readonly question: QuestionName;
  readonly points: number;
}

/** A profile with its points and the answers that gave them, the most important first. */
export interface Score {
  readonly profile: Candidate;
  readonly points: number;
  readonly reasons: readonly Reason[];
}

/** The single change of an answer that gives another result. */
export interface Flip {
  readonly question: QuestionName;
  readonly answer: string;
  readonly winner: Candidate;
}

export interface Ranking {
  readonly winner: Candidate;
  readonly runnerUp: Candidate;
  /** The question that decided alone; undefined if points decided. */
  readonly fact: QuestionName | undefined;
  /** All candidates, the most points first. */
  readonly scores: readonly Score[];
  /** Undefined if no single answer changes the result. A fact that is not true is ignored: it always would. */
  readonly flip: Flip | undefined;
}

function scoreOf(profile: Candidate, answers: Answers): Score {
  const at = candidates.indexOf(profile);
  const reasons = questionNames
    .map((question) => ({ question, points: answerTo(question, answers).points?.[at] ?? 0 }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points);
  return { profile, reasons, points: reasons.reduce((sum, { points }) => sum + points, 0) };
}

/** Sorts stably, so that ties keep the order of `candidates`. */
function scoresOf(answers: Answers): readonly Score[] {
  return candidates.map((profile) => scoreOf(profile, answers)).toSorted((a, b) => b.points - a.points);
}

/** A fact that is true, and the profile that it decides for. */
interface Decision {
  readonly fact: QuestionName;
  readonly profile: Candidate;
}

function decisionsOf(answers: Answers): readonly Decision[] {
  const given: Readonly<Record<string, string>> = answers;
  return questionNames.flatMap((fact) => {
    const { decides } = answerTo(fact, answers);
    if (decides === undefined) return [];
    const { profile, unless } = decides;
    const isOther = unless !== undefined && given[unless.question] === unless.answer;
    return [{ fact, profile: isOther ? unless.profile : profile }];
  });
}

type Result = Omit<Ranking, 'flip'>;

function resultOf(answers: Answers): Result {
  const scores = scoresOf(answers);
  const decisions = decisionsOf(answers);
  // Every candidate is in the list, the ones that a fact decides for are first.
  const [winner, runnerUp] = new Set([...decisions, ...scores].map(({ profile }) => profile));
  if (winner === undefined || runnerUp === undefined) throw new Error('there are no two candidates');
  return { winner, runnerUp, fact: decisions[0]?.fact, scores };
}

/** How far two answers to a question are apart. */
function distance(question: QuestionName, one: string, other: string): number {
  const values = Object.keys(questionOf(question).answers);
  return Math.abs(values.indexOf(one) - values.indexOf(other));
}

/** Returns the flip to the runner-up, if there is one, with the smallest change of an answer. */
function flipOf(answers: Answers, { winner, runnerUp }: Result): Flip | undefined {
  const flips = questionNames.flatMap((question) => {
    const others = Object.entries(questionOf(question).answers).filter(
      ([value, { decides }]) => value !== answers[question] && decides === undefined,
    );
    return others.map(([answer]) => ({
      question,
      answer,
      winner: resultOf({ ...answers, [question]: answer }).winner,
    }));
  });
  const isOther = (flip: Flip): number => (flip.winner === runnerUp ? 0 : 1);
  const change = ({ question, answer }: Flip): number => distance(question, answers[question], answer);
  return flips
    .filter((flip) => flip.winner !== winner)
    .toSorted((a, b) => isOther(a) - isOther(b) || change(a) - change(b))[0];
}

/** Ranks the profiles by the answers: a fact decides alone, else the most points win. */
export function rank(answers: Answers): Ranking {
  const result = resultOf(answers);
  return { ...result, flip: flipOf(answers, result) };
}
