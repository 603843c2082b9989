import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../errors.ts';
import { fits, flagRows, type FlagName } from './flags.ts';

/** What was typed after the verb. */
export interface Typed {
  readonly words: readonly string[];
  readonly text: (name: FlagName) => string | undefined;
  readonly texts: (name: FlagName) => readonly string[];
  readonly on: (name: FlagName) => boolean;
}

/** Flags that `yo` and Yeoman's environment take themselves. */
const YEOMANS = [
  'ask-answered',
  'bail',
  'color',
  'no-color',
  'debug',
  'force-install',
  'insight',
  'no-insight',
  'local-only',
  'skip-cache',
  'skip-local-cache',
  'skip-yo-resolve',
  'whitespace',
];

function tableFor(tolerated: readonly string[]): NonNullable<ParseArgsConfig['options']> {
  const ours = flagRows.map(([name, { type, multiple, short }]) => [
    name,
    { type, ...(multiple ? { multiple } : {}), ...(short === undefined ? {} : { short }) },
  ]);
  return Object.fromEntries([...tolerated.map((name) => [name, { type: 'boolean' }]), ...ours]);
}

function refused(error: unknown, verb: string): UserError {
  const said = (error as Error).message.split(/[.\n]/)[0] ?? '';
  const known = flagRows.filter(([, flag]) => fits(flag, verb)).map(([name]) => `--${name}`);
  return new UserError(
    `${said.replace(/^Unknown option '(.*)'$/, 'unknown flag $1')}; ${verb} takes ${known.join(' ')}`,
  );
}

function refuseStrangers(values: Readonly<Record<string, unknown>>, verb: string): void {
  for (const [name, flag] of flagRows) {
    if (values[name] === undefined || fits(flag, verb)) continue;
    throw new UserError(`--${name} is not for ${verb}, it is for: ${flag.verbs?.join(', ')}`);
  }
}

function refuseValues(values: Readonly<Record<string, unknown>>): void {
  for (const [name, { values: known }] of flagRows) {
    const said = values[name];
    if (known === undefined || said === undefined || known.includes(String(said))) continue;
    throw new UserError(`--${name}=${String(said)}: there are ${known.join(', ')}`);
  }
}

/**
 * Reads what follows a verb.
 *
 * @param yeoman true when `yo` was called, whose own flags are then let through
 * @throws UserError for an unknown flag, a flag of another verb, or a missing value
 */
export function parseTyped(verb: string, args: readonly string[], yeoman = false): Typed {
  const options = tableFor(yeoman ? YEOMANS : []);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw refused(error, verb);
  }
  refuseStrangers(parsed.values, verb);
  refuseValues(parsed.values);
  return typedFrom(parsed.values, parsed.positionals);
}

/** The same from values that somebody else has parsed, as when one generator calls another. */
export function typedFrom(values: Readonly<Record<string, unknown>>, words: readonly string[]): Typed {
  const texts = (name: FlagName): readonly string[] => [values[name] ?? []].flat().map(String);
  return {
    words,
    text: (name) => texts(name)[0],
    texts,
    on: (name) => values[name] === true,
  };
}
