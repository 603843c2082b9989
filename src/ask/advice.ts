import { questionNames, questionOf, type Answers, type QuestionName } from '../advice/questions.ts';
import type { NewRequest } from '../actions/new.ts';
import type { Question } from '../dialogue.ts';
import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import type { Context } from '../run/context.ts';
import type { FlagValues } from '../run/flags.ts';
import type { DialogueStep } from './steps.ts';

export type AdviceFlags = FlagValues<'advise' | 'yes' | QuestionName>;

type Given = Readonly<Partial<Record<QuestionName, string>>>;

/** A request for a new project, with the answers so far; they are undefined if no recommendation is wanted. */
export interface Advised extends NewRequest {
  readonly given?: Given | undefined;
}

/** The choice "help me choose" among the profiles. */
export const HELP = {
  name: 'help me choose',
  value: 'help me choose',
  description: `${questionNames.length} questions about your project lead to a recommendation.`,
};

const dashed = (names: readonly string[]): string => names.map((name) => `--${name}`).join(', ');

/** @throws UserError for an answer that would have no effect */
export function refuseWithoutAdvise(flags: AdviceFlags): void {
  const given = questionNames.filter((name) => flags[name] !== undefined);
  if (flags.advise || given.length === 0) return;
  const [has, they] = given.length === 1 ? ['has', 'it'] : ['have', 'them'];
  throw new UserError(`${dashed(given)} ${has} no effect without --advise; add --advise, or omit ${they}`);
}

/** @throws UserError with the flags of missing answers, unless --yes gives the usual ones */
export function refuseMissingAnswers(flags: AdviceFlags): void {
  const missing = questionNames.filter((name) => flags[name] === undefined);
  if (flags.yes || missing.length === 0) return;
  throw new UserError(
    `--advise needs answers: ${dashed(missing)} (or --yes for the usual ones); see new --help`,
  );
}

/** Returns the answers of flags, and the usual ones with --yes. */
export function answersIn(flags: AdviceFlags): Given {
  const rows = questionNames.map((name) => {
    const usual = flags.yes ? questionOf(name).usual : undefined;
    return [name, flags[name] ?? usual] as const;
  });
  return Object.fromEntries(rows.filter(([, answer]) => answer !== undefined));
}

const isComplete = (given: Given): given is Answers =>
  questionNames.every((name) => given[name] !== undefined);

/** Says that a flag wins over the recommendation. */
function sayOverride(
  flag: string,
  given: string | undefined,
  recommended: string,
  say: Context['say'],
): void {
  if (given !== undefined && given !== recommended)
    say(`--${flag} ${given} is used instead of ${recommended}`);
}

/**
 * Once all questions are answered: recommends a profile and a database, prints why, and adds both to the request unless
 * flags have set them.
 */
export async function withRecommendation(
  request: Advised,
  { templates, say }: Pick<Context, 'templates' | 'say'>,
): Promise<Advised> {
  const { given = {} } = request;
  if (!isComplete(given)) return request;
  const [{ adviceLines }, { databaseFor }, { rank }] = await Promise.all([
    import('../advice/explain.ts'),
    import('../advice/options.ts'),
    import('../advice/rank.ts'),
  ]);
  const titles = new Map(readProfiles(templates).map(({ id, title }) => [id, title]));
  for (const line of adviceLines(given, (id) => titles.get(id) ?? id)) say(line);
  const { profile = rank(given).winner, database = databaseFor(given).id } = request;
  sayOverride('profile', request.profile, rank(given).winner, say);
  sayOverride('database', request.database, databaseFor(given).id, say);
  return { ...request, profile, database, answers: given };
}

/** The usual answer is preselected. */
function questionFor(name: QuestionName): Question {
  const { asks, answers, usual } = questionOf(name);
  const choices = Object.entries(answers).map(([value, { text }]) => ({ name: text, value }));
  return { type: 'select', name, message: asks, choices, default: usual };
}

/** The questions that lead to a recommendation, if one is wanted. */
export function adviceSteps(context: Pick<Context, 'templates' | 'say'>): readonly DialogueStep<Advised>[] {
  return questionNames.map((name) => ({
    question: ({ given }) => (given && given[name] === undefined ? questionFor(name) : undefined),
    with: (request, answer) =>
      withRecommendation({ ...request, given: { ...request.given, [name]: answer } }, context),
  }));
}
