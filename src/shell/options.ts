import { parseArgs, type ParseArgsConfig } from 'node:util';
import { policies } from '../commands/context.ts';
import { UserError } from '../errors.ts';

interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly says: string;
  /** All that may be said. */
  readonly values?: readonly string[];
  /** Verbs it means something for; absent: all. */
  readonly verbs?: readonly string[];
}

/** Every flag of both shells. Yeoman knows no option types, so it never gets to parse them. */
export const flags = {
  profile: { type: 'string', value: 'ID', says: 'the architect that the project follows', verbs: ['new'] },
  database: {
    type: 'string',
    value: 'NAME',
    says: 'the database that the default URL and compose use',
    verbs: ['new'],
  },
  auth: { type: 'string', value: 'NAME', says: 'how clients log in', verbs: ['new'] },
  directory: {
    type: 'string',
    value: 'PATH',
    says: 'where to put the project (default: its name)',
    verbs: ['new'],
  },
  description: {
    type: 'string',
    value: 'TEXT',
    says: 'one sentence for the README and the API',
    verbs: ['new'],
  },
  resource: {
    type: 'string',
    multiple: true,
    value: '"NAME FIELD…"',
    says: 'a resource; may be repeated',
    verbs: ['new', 'resource'],
  },
  from: {
    type: 'string',
    value: 'FILE',
    says: 'a file with one resource a line',
    verbs: ['new', 'resource'],
  },
  with: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    says: 'a layer that not every resource has, as task; may be repeated',
    verbs: ['resource'],
  },
  drop: {
    type: 'string',
    multiple: true,
    value: 'FIELD',
    says: 'a field to take away; may be repeated',
    verbs: ['resource'],
  },
  rename: {
    type: 'string',
    multiple: true,
    value: 'OLD:NEW',
    says: 'a field to call something else, with what is in it; may be repeated',
    verbs: ['resource'],
  },
  without: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    says: 'a layer that was given with --with, and is to go; may be repeated',
    verbs: ['resource'],
  },
  'rename-to': {
    type: 'string',
    value: 'NAME',
    says: 'what the resource is to be called, with its table and your edits',
    verbs: ['resource'],
  },
  remove: {
    type: 'boolean',
    says: 'take the resource away, with its files and its table',
    verbs: ['resource'],
  },
  'allow-drop': {
    type: 'boolean',
    says: 'rows may lose what no migration can keep',
    verbs: ['resource', 'sync'],
  },
  'no-example': { type: 'boolean', says: 'no example resource when none is named', verbs: ['new'] },
  yes: { type: 'boolean', short: 'y', says: 'ask nothing, take the defaults' },
  'skip-install': { type: 'boolean', says: 'do not run uv sync, nor export openapi.json' },
  'skip-git': { type: 'boolean', says: 'do not make a git repository', verbs: ['new'] },
  'dry-run': { type: 'boolean', says: 'show which files would change, write nothing' },
  diff: { type: 'boolean', says: 'show what would change in them, write nothing' },
  force: { type: 'boolean', says: 'use a folder that is not empty; at a conflict keep your file' },
  'on-conflict': {
    type: 'string',
    value: policies.join('|'),
    values: policies,
    says: 'what to do where you and the generator changed the same (default: ask in a terminal, else abort)',
  },
  restore: {
    type: 'string',
    multiple: true,
    value: 'PATH',
    says: 'make a file again that you have deleted; may be repeated',
    verbs: ['upgrade'],
  },
  json: { type: 'boolean', says: 'print what was done, or would be, as JSON' },
  help: { type: 'boolean', short: 'h', says: 'show this' },
  version: { type: 'boolean', says: 'show the version' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

export const flagRows: readonly (readonly [FlagName, Flag])[] = Object.entries(flags) as [FlagName, Flag][];

/** What was typed after the verb. */
export interface Typed {
  readonly words: readonly string[];
  readonly text: (name: FlagName) => string | undefined;
  readonly texts: (name: FlagName) => readonly string[];
  readonly on: (name: FlagName) => boolean;
}

export function fits(flag: Flag, verb: string): boolean {
  return flag.verbs?.includes(verb) ?? true;
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
