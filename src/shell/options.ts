import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../errors.ts';
import { commonFlags, flags, type Flag, type FlagName, type FlagValues } from '../run/flags.ts';
import type { AnyVerb } from '../run/verb.ts';
import { quoted, suggestion } from '../suggestion.ts';
import { FLAG_SYNONYMS } from './flag-synonyms.ts';

/** The fields of a `parseArgs` token that are used. */
interface ParsedToken {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | boolean | undefined;
}

/** Validated arguments of a verb. */
export interface Typed {
  readonly words: readonly string[];
  readonly flags: FlagValues<FlagName>;
}

/** Flags of `yo` and Yeoman's environment. */
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

export const flagRows = Object.entries(flags) as [FlagName, Flag][];

const isFlag = (name: string): name is FlagName => name in flags;

/** Returns the flags of a verb, from the table. */
export function flagsOf(verb: AnyVerb | undefined): readonly (readonly [FlagName, Flag])[] {
  const taken: ReadonlySet<string> = new Set([...(verb?.flags ?? []), ...commonFlags]);
  return flagRows.filter(([name]) => taken.has(name));
}

function tableFor(tolerated: readonly string[]): NonNullable<ParseArgsConfig['options']> {
  const ours = flagRows.map(([name, { type, multiple, short }]) => [
    name,
    { type, ...(multiple ? { multiple } : {}), ...(short === undefined ? {} : { short }) },
  ]);
  return Object.fromEntries([...tolerated.map((name) => [name, { type: 'boolean' }]), ...ours]);
}

const withDashes = (names: readonly string[]): readonly string[] => names.map((name) => `--${name}`);

function refused(error: unknown, verb: AnyVerb | undefined): UserError {
  const message = (error as Error).message.split(/[.\n]/)[0] ?? '';
  const [, unknown] = /^Unknown option '(.*)'$/.exec(message) ?? [];
  if (unknown === undefined) return new UserError(`${message}; see --help`);
  const taken = flagsOf(verb);
  const meant = taken.find(([name]) => FLAG_SYNONYMS[name]?.some((word) => `--${word}` === unknown));
  const known = withDashes(taken.map(([name]) => name));
  return new UserError(`unknown flag ${unknown}; ${suggestion(meant ? `--${meant[0]}` : unknown, known)}`);
}

const valueShown = (stands: string | undefined, known: Flag['values']): string | undefined =>
  known ? Object.keys(known).join('|') : stands;

/** Refuses flags that the verb does not take, and invalid values. */
function refuseValues(values: Readonly<Record<string, unknown>>, verb: AnyVerb | undefined): void {
  const taken = flagsOf(verb).map(([name]) => name);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || !isFlag(name)) continue;
    if (!taken.includes(name))
      throw new UserError(
        `--${name} has no effect on ${verb?.name ?? 'fastapi-architect'}; it takes ${withDashes(taken).join(' ')}`,
      );
    const { values: known, value: stands, mayBeEmpty }: Flag = flags[name];
    if (!mayBeEmpty && [value].flat().some((text) => typeof text === 'string' && text.trim() === ''))
      throw new UserError(
        `--${name} has an empty value; type --${name} ${valueShown(stands, known)}, or omit it`,
      );
    if (known !== undefined && !Object.hasOwn(known, String(value)))
      throw new UserError(`--${name}=${String(value)}: ${suggestion(String(value), Object.keys(known))}`);
  }
}

/** Refuses a repeated flag that takes only one value. */
function refuseRepeated(tokens: readonly ParsedToken[]): void {
  const typed = tokens.flatMap(({ kind, name, value }) =>
    kind === 'option' && name !== undefined && typeof value === 'string' ? [{ name, value }] : [],
  );
  for (const { name } of typed) {
    if (!isFlag(name) || (flags[name] as Flag).multiple) continue;
    const [first, second] = typed.filter((each) => each.name === name).map(({ value }) => value);
    if (second !== undefined)
      throw new UserError(
        `--${name} is given twice, as ${quoted(first ?? '')} and ${quoted(second)}; omit one`,
      );
  }
}

/** Refuses missing and superfluous arguments. */
function refuseWords(words: readonly string[], { name, words: taken = [], examples }: AnyVerb): void {
  const example = `fastapi-architect ${examples.at(-1)}`;
  const missing = taken.find(({ required }, at) => required && words[at] === undefined);
  if (missing) throw new UserError(`${name} needs <${missing.name}>, e.g. ${example}`);
  const extra = taken.at(-1)?.many ? undefined : words[taken.length];
  if (extra === undefined) return;
  const most = taken.length === 0 ? 'no argument' : `only ${taken.map((word) => `<${word.name}>`).join(' ')}`;
  throw new UserError(`${name} takes ${most}; omit ${extra}, or see --help`);
}

/** Returns the value of each flag, or its default. */
function filled(values: Readonly<Record<string, unknown>>): FlagValues<FlagName> {
  const rows = flagRows.map(([name, { type, multiple }]) => {
    const texts = [values[name] ?? []].flat().map(String);
    if (type === 'boolean') return [name, values[name] === true];
    return [name, multiple ? texts : texts[0]];
  });
  return Object.fromEntries(rows) as FlagValues<FlagName>;
}

/**
 * Parses the arguments of a verb.
 *
 * @param verb undefined if none was typed
 * @param yeoman true under `yo`, whose own flags are then accepted
 * @throws UserError for an unknown flag or argument, and for a missing argument
 */
export function parseTyped(verb: AnyVerb | undefined, args: readonly string[], yeoman = false): Typed {
  const options = tableFor(yeoman ? YEOMANS : []);
  const parse = () =>
    parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw refused(error, verb);
  }
  refuseRepeated(parsed.tokens);
  return typedFrom(parsed.values, parsed.positionals, verb);
}

/**
 * Validates values that were parsed elsewhere, e.g. if another generator calls this one.
 *
 * @throws UserError as `parseTyped` does
 */
export function typedFrom(
  values: Readonly<Record<string, unknown>>,
  words: readonly string[],
  verb: AnyVerb | undefined,
): Typed {
  refuseValues(values, verb);
  const typed = { words, flags: filled(values) };
  if (verb !== undefined && !typed.flags.help && !typed.flags.version) refuseWords(words, verb);
  return typed;
}
