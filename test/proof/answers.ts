import { join } from 'node:path';
import { readProfiles, type Profile } from '../../src/overlay/manifest.ts';
import type { LayersOfProfile } from '../../src/derived/layers.ts';
import { projectChoices } from '../../src/language/project.ts';
import { checkout } from './machine.ts';
import { pairwise } from './pairwise.ts';

type Key = (typeof projectChoices)[number]['key'];

/** The answers that a project is made with. */
export interface Answers {
  readonly profile: string;
  /** By the flag that gives it: one value for each row of the table that asks the questions. */
  readonly options: Readonly<Record<Key, string>>;
  /** The layers of the profile, with those that a resource has only when asked for. */
  readonly layers: LayersOfProfile;
}

/** As many combinations are all proved; of more, enough that each two values meet. */
const FEW = 24;

const profiles = readProfiles(join(checkout, 'templates'));

function answersOf(profile: Profile, values: readonly string[]): Answers {
  const options = Object.fromEntries(projectChoices.map(({ key }, at) => [key, values[at] ?? '']));
  return { profile: profile.id, options: options as Answers['options'], layers: profile };
}

function productOf(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
    [[]],
  );
}

const everything = profiles.flatMap((profile) =>
  productOf(projectChoices.map(({ values }) => values(profile))).map((values) => answersOf(profile, values)),
);

const valuesOf = ({ profile, options }: Answers): Readonly<Record<string, string>> => ({
  profile,
  ...options,
});

/** Every combination of answers that is proved, those of one profile together. */
export const combinations: readonly Answers[] =
  everything.length <= FEW ? everything : pairwise(everything, valuesOf);

/** The ids of all profiles that are offered. */
export const profileIds: readonly string[] = profiles.map(({ id }) => id);

/** Whether two projects are the same but for the database. */
const isSameStack = (one: Answers, other: Answers): boolean =>
  one.profile === other.profile &&
  projectChoices.every(({ key }) => key === 'database' || one.options[key] === other.options[key]);

/** One combination for each profile and login, with the default database. The first of a profile has all defaults. */
export const stacks: readonly Answers[] = everything.filter(
  (each, at) => everything.findIndex((other) => isSameStack(each, other)) === at,
);

/** Returns the combination that has another one's answers but for the database, which is the default. */
export function stackOf(answers: Answers): Answers {
  return stacks.find((stack) => isSameStack(stack, answers)) ?? answers;
}

/** Whether nothing but the profile was chosen. */
export const isDefault = (answers: Answers): boolean =>
  everything.find(({ profile }) => profile === answers.profile) === answers;

/** Returns the words that name a stack: the profile, and what is not its default. */
export function nameOf({ profile, options }: Answers): string {
  const usual = everything.find((each) => each.profile === profile);
  const others = projectChoices.filter(({ key }) => options[key] !== usual?.options[key]);
  return [profile, ...others.map(({ key }) => options[key])].join('-');
}

/** Returns the answers of that name, as `nameOf` gives it. Raises Error when no combination has it. */
export function answersNamed(name: string): Answers {
  const found = everything.find((each) => nameOf(each) === name);
  if (found === undefined)
    throw new Error(`there are no answers ${name}; one of ${everything.map(nameOf).join(', ')}`);
  return found;
}

/** Returns the flags of `new` that give these answers. */
export function flagsOf({ profile, options }: Answers): readonly string[] {
  return ['--profile', profile, ...projectChoices.flatMap(({ key }) => [`--${key}`, options[key]])];
}
