import { UserError } from '../errors.ts';
import { characterFault } from './field-text.ts';
import { projectNameFault } from './reserved.ts';
import { quoted, suggestion } from '../suggestion.ts';

/** The project's answers, as stored in `.yo-rc.json`. */
export interface ProjectSpec {
  /** The distribution's and the folder's name. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly profile: string;
  readonly database: string;
  readonly auth: string;
  readonly stateFormat: 1;
}

/** The choices of a profile; the first of each is the default. */
export interface ProfileChoices {
  readonly id: string;
  readonly databases: readonly string[];
  readonly auths: readonly string[];
}

/** A question about a project whose choices depend on its profile. */
interface ProjectChoice {
  /** The key in the spec and the name of the flag. */
  readonly key: 'database' | 'auth';
  readonly question: string;
  readonly values: (profile: ProfileChoices) => readonly string[];
}

/** All choices besides the profile. Questions, flags and the combinations of the proofs are derived from it. */
export const projectChoices: readonly ProjectChoice[] = [
  { key: 'database', question: 'Which database?', values: ({ databases }) => databases },
  { key: 'auth', question: 'How do clients log in?', values: ({ auths }) => auths },
];

const stateFormat = 1;
const longestProjectName = 60;
const longestDescription = 200;
const defaultDescription = 'A FastAPI backend.';

/** Validates answers, flags or the stored project, and adds defaults. Throws UserError. */
export function parseProject(input: unknown, profiles: readonly ProfileChoices[]): ProjectSpec {
  const given = recordOf(input);
  refuseUnknown(given);
  const name = parseProjectName(textOf(given, 'name'));
  const description = parseDescription(textOf(given, 'description'));
  const profileId = choose(
    'profile',
    textOf(given, 'profile'),
    profiles.map(({ id }) => id),
  );
  const profile = profiles.find(({ id }) => id === profileId);
  const chosen = projectChoices.map(({ key, values }) => {
    const offered = profile === undefined ? [] : values(profile);
    return [key, choose(key, textOf(given, key), offered)] as const;
  });
  if (given['stateFormat'] !== undefined && given['stateFormat'] !== stateFormat)
    throw new UserError(
      `stateFormat: found ${quoted(String(given['stateFormat']))}, but this version supports ${stateFormat}; install the version of the generator that wrote the project`,
    );
  const { database = '', auth = '' }: Partial<Record<ProjectChoice['key'], string>> =
    Object.fromEntries(chosen);
  return { name, description, profile: profileId, database, auth, stateFormat };
}

const KEYS: readonly (keyof ProjectSpec)[] = [
  'name',
  'description',
  'profile',
  'database',
  'auth',
  'stateFormat',
];

function refuseUnknown(given: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(given).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown === undefined) return;
  throw new UserError(`unknown key ${quoted(unknown)}; ${suggestion(unknown, KEYS)}`);
}

/** Validates a project's name. Throws UserError with a valid suggestion. */
export function parseProjectName(text: string | undefined): string {
  if (text === undefined || text === '')
    throw new UserError('the project name is missing; type one, e.g. my-shop');
  const fail = (fault: string): never => {
    throw new UserError(`${quoted(text).slice(1, -1)}: ${fault}`);
  };
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(text))
    fail(
      `a project name must consist of lower-case letters, digits and single "-" between them, and begin with a letter; type ${projectNameFrom(text)}`,
    );
  if (text.length > longestProjectName)
    fail(`the name has ${text.length} characters, the maximum is ${longestProjectName}; shorten it`);
  const reason = projectNameFault(text);
  return reason === undefined ? text : fail(`${quoted(text)} ${reason}; type another name, e.g. ${text}-api`);
}

/** Derives a valid project name from any text, e.g. a folder's name. */
export function projectNameFrom(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^[-\d]+|-+$/g, '')
    .slice(0, longestProjectName)
    .replace(/-+$/, '');
  if (words === '') return 'my-shop';
  return projectNameFault(words) === undefined ? words : `${words}-api`;
}

function parseDescription(text: string | undefined): string {
  const description = text?.trim() ?? '';
  if (description === '') return defaultDescription;
  const fault = characterFault(description, false);
  if (fault !== undefined)
    throw new UserError(`description: ${quoted(description)} has ${fault}; type one line of text`);
  const { length } = [...description];
  if (length > longestDescription)
    throw new UserError(
      `description: the text has ${length} characters, the maximum is ${longestDescription}; shorten it`,
    );
  return description;
}

function choose(key: string, given: string | undefined, choices: readonly string[]): string {
  const [first] = choices;
  if (given === undefined && first !== undefined) return first;
  if (given !== undefined && choices.includes(given)) return given;
  throw new UserError(`${key}: unknown value ${quoted(given ?? '')}; ${suggestion(given ?? '', choices)}`);
}

function recordOf(input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return Object.fromEntries(Object.entries(input));
  throw new UserError('the project: expected an object with a name, e.g. {"name": "my-shop"}');
}

function textOf(given: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = given[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new UserError(
    `${key}: found ${quoted(JSON.stringify(value))}, expected a string; put it in quotation marks`,
  );
}
