import type { NewRequest } from '../actions/new.ts';
import { UserError } from '../errors.ts';
import { readProfiles, type Profile } from '../overlay/manifest.ts';
import { parseProjectName, projectChoices } from '../language/project.ts';
import { formatResource } from '../language/resource.ts';
import type { Ask, Question } from '../dialogue.ts';
import { refusal } from './refusal.ts';
import { askResource } from './fields.ts';

function nameQuestion(): Question {
  return {
    type: 'input',
    name: 'name',
    message: 'Project name',
    validate: (name) => name === '.' || refusal(() => parseProjectName(name)),
  };
}

function choice(name: string, message: string, values: readonly string[]): Question {
  return { type: 'select', name, message, choices: values.map((value) => ({ name: value, value })) };
}

function profileQuestion(profiles: readonly Profile[]): Question {
  const choices = profiles.map(({ id, title, forWhom }) => ({
    name: `${id}: ${title}, ${forWhom}`,
    value: id,
  }));
  return { type: 'select', name: 'profile', message: 'Which architecture?', choices };
}

/** Asks only if there is more than one choice. */
async function choose(ask: Ask, question: Question): Promise<string | undefined> {
  return (question.choices?.length ?? 0) > 1 ? ask(question) : question.choices?.[0]?.value;
}

async function askFirstResource(ask: Ask, example: string): Promise<Partial<NewRequest>> {
  const first = await ask({
    type: 'select',
    name: 'first',
    message: 'First resource',
    choices: [
      { name: `an example, which you can remove later: ${example}`, value: 'example' },
      { name: 'my own resource', value: 'own' },
      { name: 'no resource', value: 'none' },
    ],
  });
  if (first === 'own') return { resources: [formatResource(await askResource(ask))] };
  return { example: first === 'example' };
}

type Choices = Pick<NewRequest, 'profile' | 'database' | 'auth'>;

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
  const { profile: said } = request;
  if (!ask) {
    if (!yes && said === undefined && profiles.length > 1)
      throw new UserError(
        `--profile is missing: one of ${profiles.map(({ id }) => id).join(', ')} (or --yes for the default)`,
      );
    return {};
  }
  const id = said ?? (await choose(ask, profileQuestion(profiles)));
  const profile = profiles.find((each) => each.id === id);
  // The verb itself refuses an unknown profile.
  if (!profile) return { profile: id };
  const { database, auth } = request;
  const chosen: Record<'database' | 'auth', string | undefined> = { database, auth };
  for (const { key, question, values } of projectChoices)
    chosen[key] ??= await choose(ask, choice(key, question, values(profile)));
  return { profile: id, ...chosen };
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
  templates: string,
  yes: boolean,
): Promise<NewRequest> {
  const name =
    ask && request.name === undefined && request.directory === undefined
      ? await ask(nameQuestion())
      : request.name;
  const chosen = { ...request, name, ...(await completeChoices(request, ask, templates, yes)) };
  const profile = readProfiles(templates).find(({ id }) => id === chosen.profile);
  if (!ask || !profile) return chosen;
  const said = request.resources.length > 0 || request.from !== undefined || !request.example;
  const first = said ? {} : await askFirstResource(ask, profile.example);
  return { ...chosen, ...first };
}
