import type { NewRequest } from '../actions/new.ts';
import { UserError } from '../errors.ts';
import { readProfiles, type Profile } from '../overlay/manifest.ts';
import { parseProject, parseProjectName, projectChoices } from '../language/project.ts';
import { formatResource } from '../language/resource.ts';
import type { Ask, Question } from '../dialogue.ts';
import type { Context } from '../run/context.ts';
import { stackOf } from '../run/project.ts';
import { STATE_FORMAT } from '../state/layout.ts';
import { builtInResources } from '../view/built-in.ts';
import {
  HELP,
  adviceSteps,
  answersIn,
  refuseMissingAnswers,
  refuseWithoutAdvise,
  withRecommendation,
  type AdviceFlags,
  type Advised,
} from './advice.ts';
import { refusal } from './refusal.ts';
import { askResource } from './fields.ts';
import { askInOrder, type DialogueStep } from './steps.ts';

type Choices = Pick<NewRequest, 'profile' | 'database' | 'auth'>;

const isCurrentFolder = (name: string): boolean => name === '.';

function nameQuestion(): Question {
  return {
    type: 'input',
    name: 'name',
    message: 'Project name (e.g. my-shop)',
    validate: (name) => isCurrentFolder(name) || refusal(() => parseProjectName(name)),
  };
}

/** A question with more than one choice; undefined otherwise. */
const worthAsking = (question: Question): Question | undefined =>
  (question.choices?.length ?? 0) > 1 ? question : undefined;

function choice(name: string, message: string, values: readonly string[]): Question {
  const choices = values.map((value, at) => ({ name: at === 0 ? `${value} (default)` : value, value }));
  return { type: 'select', name, message, choices };
}

function profileQuestion(profiles: readonly Profile[]): Question {
  const width = Math.max(...profiles.map(({ id }) => id.length));
  const choices = profiles.map((profile, at) => {
    const { id, title, forWhom } = profile;
    const offers = projectChoices.map(({ key, values }) => `--${key} ${values(profile).join('|')}`);
    return {
      name: `${id.padEnd(width)}  ${title}${at === 0 ? ' (recommended)' : ''}`,
      value: id,
      description: `${forWhom} ${offers.join(' ')}`,
    };
  });
  return { type: 'select', name: 'profile', message: 'Which architecture?', choices };
}

function firstQuestion(example: string): Question {
  return {
    type: 'select',
    name: 'first',
    message: 'First resource',
    choices: [
      {
        name: 'an example, which you can remove later',
        value: 'example',
        description: example,
      },
      { name: 'my own resource', value: 'own', description: 'You are asked for its fields.' },
      { name: 'no resource', value: 'none' },
    ],
  };
}

/** The questions about database and login. */
function stepsOfProfile(profiles: readonly Profile[]): readonly DialogueStep<Choices>[] {
  const chosen = ({ profile }: Choices) => profiles.find(({ id }) => id === profile);
  return projectChoices.map(({ key, question, values }): DialogueStep<Choices> => {
    return {
      question: (answers) => {
        const profile = chosen(answers);
        if (!profile || answers[key] !== undefined) return undefined;
        return worthAsking(choice(key, question, values(profile)));
      },
      with: (answers, answer) => ({ ...answers, [key]: answer }),
    };
  });
}

/** The questions about profile, database and login. */
function choiceSteps(profiles: readonly Profile[]): readonly DialogueStep<Choices>[] {
  const ofProfiles: DialogueStep<Choices> = {
    question: ({ profile }) => (profile === undefined ? worthAsking(profileQuestion(profiles)) : undefined),
    with: (answers, profile) => ({ ...answers, profile }),
  };
  return [ofProfiles, ...stepsOfProfile(profiles)];
}

/** Fills in the only choice where there is one, so that no question was needed. */
function withOnlyChoices(answers: Choices, profiles: readonly Profile[]): Choices {
  const profile = profiles.find(({ id }) => id === answers.profile) ?? onlyOne(profiles);
  // The verb itself refuses an unknown profile.
  if (!profile || (answers.profile !== undefined && answers.profile !== profile.id)) return answers;
  const only = projectChoices.map(({ key, values }) => [key, answers[key] ?? onlyOne(values(profile))]);
  return { profile: profile.id, ...Object.fromEntries(only) };
}

const onlyOne = <T>(values: readonly T[]): T | undefined => (values.length === 1 ? values[0] : undefined);

/** @throws UserError if a profile is required and missing */
function refuseMissing({ profile }: Choices, profiles: readonly Profile[], yes: boolean): void {
  if (yes || profile !== undefined || profiles.length < 2) return;
  throw new UserError(
    `--profile is missing: one of ${profiles.map(({ id }) => id).join(', ')} (or --yes for the default)`,
  );
}

/**
 * Asks for profile, database and login, unless flags give them.
 *
 * @param ask absent in non-interactive runs and with --yes
 * @throws UserError if the profile is required and missing
 */
export async function completeChoices(
  request: Choices,
  ask: Ask | undefined,
  templates: string,
  yes: boolean,
): Promise<Choices> {
  const profiles = readProfiles(templates);
  if (!ask) {
    refuseMissing(request, profiles, yes);
    return {};
  }
  const start = {
    profile: request.profile ?? onlyOne(profiles)?.id,
    database: request.database,
    auth: request.auth,
  };
  return withOnlyChoices(await askInOrder(choiceSteps(profiles), start, ask), profiles);
}

/** Asks for the first resource of a project, which may refer to the built-in ones. */
async function askFirst(request: NewRequest, ask: Ask, templates: string): Promise<NewRequest> {
  const { profile, database, auth } = request;
  const spec = parseProject(
    { name: 'shop', profile, database, auth, stateFormat: STATE_FORMAT },
    readProfiles(templates),
  );
  const given = builtInResources(stackOf(templates, spec).profile.rows);
  return { ...request, resources: [formatResource(await askResource(ask, { own: [], given }))] };
}

/** The question for the profile of a new project, with help as a choice. */
function profileStep(profiles: readonly Profile[]): DialogueStep<Advised> {
  const question = profileQuestion(profiles);
  const withHelp = { ...question, choices: [...(question.choices ?? []), HELP] };
  return {
    question: ({ profile, given }) =>
      profile === undefined && given === undefined && worthAsking(question) ? withHelp : undefined,
    with: (answers, profile) =>
      profile === HELP.value ? { ...answers, given: {} } : { ...answers, profile },
  };
}

/** All questions about a new project. */
function newSteps(
  profiles: readonly Profile[],
  ask: Ask,
  context: Pick<Context, 'templates' | 'say'>,
): readonly DialogueStep<Advised>[] {
  const naming: DialogueStep<Advised> = {
    question: ({ name, directory }) =>
      name === undefined && directory === undefined ? nameQuestion() : undefined,
    with: (answers, name) => ({ ...answers, name }),
  };
  const choosing = stepsOfProfile(profiles).map((step): DialogueStep<Advised> => ({
    question: step.question,
    with: async (answers, answer) => ({ ...answers, ...(await step.with(answers, answer)) }),
  }));
  const firstStep: DialogueStep<Advised> = {
    question: ({ profile, resources, from, example }) => {
      const found = profiles.find(({ id }) => id === profile);
      const isSaid = resources.length > 0 || from !== undefined || !example;
      return found && !isSaid ? firstQuestion(found.example) : undefined;
    },
    with: async (answers, first) =>
      first === 'own'
        ? askFirst(answers, ask, context.templates)
        : { ...answers, example: first === 'example' },
  };
  return [naming, profileStep(profiles), ...adviceSteps(context), ...choosing, firstStep];
}

/**
 * Asks for values that flags do not give.
 *
 * @param ask absent in non-interactive runs and with --yes
 * @throws UserError with the flag of a required value that is missing
 */
export async function completeNew(
  request: NewRequest,
  ask: Ask | undefined,
  context: Pick<Context, 'templates' | 'say'>,
  flags: AdviceFlags,
): Promise<NewRequest> {
  refuseWithoutAdvise(flags);
  const profiles = readProfiles(context.templates);
  if (!ask) {
    if (flags.advise) refuseMissingAnswers(flags);
    else refuseMissing(request, profiles, flags.yes);
  }
  const only = flags.advise || !ask ? undefined : onlyOne(profiles)?.id;
  const started = { ...request, profile: request.profile ?? only };
  const start = flags.advise
    ? await withRecommendation({ ...started, given: answersIn(flags) }, context)
    : started;
  if (!ask) return start;
  const answers = await askInOrder(newSteps(profiles, ask, context), start, ask);
  return { ...answers, ...withOnlyChoices(answers, profiles) };
}
