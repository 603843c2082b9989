import { inline } from '../python/literal.ts';
import { flipLine, reasonLines } from './explain.ts';
import { databaseFor, optionsFor, type Option } from './options.ts';
import { outlooks } from './profiles.ts';
import {
  answerTo,
  candidates,
  questionNames,
  questionOf,
  type Answers,
  type Candidate,
} from './questions.ts';
import { rank, type Ranking } from './rank.ts';

/** The project that a decision record is about. */
export interface RecordedProject {
  readonly name: string;
  readonly description: string;
  readonly profile: string;
  readonly database: string;
  readonly auth: string;
}

/** The values that the template of a decision record prints. */
export interface DecisionView {
  readonly name: string;
  readonly description: string;
  readonly answers: readonly { readonly title: string; readonly text: string }[];
  readonly profile: string;
  readonly title: string;
  readonly introduction: string;
  readonly reasons: readonly string[];
  readonly flip: string;
  readonly database: string;
  readonly databaseWhy: string;
  readonly options: readonly Option[];
  readonly scores: readonly { readonly profile: string; readonly points: number; readonly from: string }[];
  readonly consequences: readonly string[];
  readonly triggers: readonly string[];
  /** The profile of the example of a move. */
  readonly next: Candidate;
  readonly moving: string;
}

/** Prints user text within a Markdown paragraph: no character of it is markup. */
export function markdown(text: string): string {
  return inline(text).replaceAll(/[\\`*_{}[\]<>()#|~&$!]/g, String.raw`\$&`);
}

const isCandidate = (profile: string): profile is Candidate =>
  (candidates as readonly string[]).includes(profile);

/** Introduces the reasons: the user may have chosen another profile than the answers recommend. */
function introduction(profile: string, { winner }: Ranking): string {
  return profile === winner
    ? 'The answers recommend it:'
    : `It was chosen with \`--profile ${profile}\`. The answers recommend \`${winner}\`:`;
}

function databaseReason(answers: Answers, database: string): string {
  const { id, why } = databaseFor(answers);
  return database === id
    ? why
    : `It was chosen with \`--database ${database}\`. The answers recommend \`${id}\`. ${why}`;
}

function scoreRows(answers: Answers, { scores }: Ranking): DecisionView['scores'] {
  return scores.map(({ profile, points, reasons }) => ({
    profile,
    points,
    from: reasons
      .map((reason) => `${questionOf(reason.question).title} (${answers[reason.question]}): ${reason.points}`)
      .join(', '),
  }));
}

/**
 * Returns the view of the decision record of a new project.
 *
 * @param titleOf returns the title of a profile
 */
export function decisionView(
  project: RecordedProject,
  answers: Answers,
  titleOf: (profile: string) => string,
): DecisionView {
  const { name, description, profile, database, auth } = project;
  const ranking = rank(answers);
  const { winner, runnerUp, flip } = ranking;
  const outlook = isCandidate(profile) ? outlooks[profile] : undefined;
  const login = auth === 'none' ? ['The project has no login.'] : [];
  return {
    name,
    description: markdown(description),
    answers: questionNames.map((each) => ({
      title: questionOf(each).title,
      text: answerTo(each, answers).text,
    })),
    profile,
    title: titleOf(profile),
    introduction: introduction(profile, ranking),
    reasons: reasonLines(answers, ranking),
    flip: flipLine(flip),
    database,
    databaseWhy: databaseReason(answers, database),
    options: optionsFor(answers),
    scores: scoreRows(answers, ranking),
    consequences: [...(outlook?.consequences ?? []), ...login],
    triggers: [
      ...questionNames.flatMap((each) => answerTo(each, answers).until ?? []),
      ...(outlook?.again ?? []),
    ],
    next: profile === winner ? runnerUp : winner,
    moving: outlook?.moving ?? 'Compare the code of both projects, and move what you wrote.',
  };
}
