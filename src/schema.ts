import { isUtf8 } from 'node:buffer';
import {
  array,
  custom,
  description,
  getDotPath,
  integer,
  literal,
  nonEmpty,
  number,
  optional,
  pipe,
  record,
  safeParse,
  string,
  type BaseIssue,
  type GenericSchema,
  type InferOutput,
} from 'valibot';
import { UserError } from './errors.ts';
import { nearest, quoted } from './suggestion.ts';

// Each action of a pipe brings its own message, in the words of `expectedIn`.

/** A text with something in it. */
export const someText = pipe(string(), nonEmpty('a text that is not empty'));
export const texts = array(someText);
export const wholeNumber = pipe(number(), integer('a whole number'));

/** An object of such values, by any key. */
export const dictionary = <Schema extends GenericSchema>(value: Schema) =>
  pipe(
    custom<Record<string, unknown>>(
      (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
      'an object',
    ),
    record(string(), value),
  );

/** `true`, or absent. */
export const flag = optional(literal(true));

/** Adds to a schema what editors show of the key. */
export const says = <Schema extends GenericSchema>(schema: Schema, what: string) =>
  pipe(schema, description(what));

/** Where a value comes from, for the error about it. */
export interface Source {
  /** The file, or what else was read. */
  readonly where: string;
  /** What its user can do about it. */
  readonly fix?: string | undefined;
  /** 1 when left out. */
  readonly exitCode?: number | undefined;
}

/** The words for what a schema of Valibot expects. */
const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
};

function expectedIn({ expected, message, kind, type }: BaseIssue<unknown>): string {
  if (kind === 'validation' || type === 'custom' || expected === null) return message;
  return WORDS[expected] ?? expected.replaceAll(/[()]/g, '').replaceAll(' | ', ' or ');
}

/** The keys that an object may have, found by the path to one that it may not have. */
function keysAt(schema: unknown, path: readonly unknown[]): readonly string[] {
  const { entries, item, value, wrapped } = schema as Readonly<Record<string, unknown>> & {
    readonly entries?: Readonly<Record<string, unknown>>;
  };
  if (wrapped !== undefined) return keysAt(wrapped, path);
  if (path.length === 1) return Object.keys(entries ?? {});
  const next = entries?.[String(path[0])] ?? item ?? value;
  return next === undefined ? [] : keysAt(next, path.slice(1));
}

function faultIn(schema: GenericSchema, issue: BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => key) ?? [];
  const place = getDotPath(issue);
  if (issue.expected === 'never') {
    const near = nearest(String(keys.at(-1)), keysAt(schema, keys));
    return `unknown key "${place}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
  }
  const start = place === null ? '' : `"${place}": `;
  if (issue.received === 'undefined') return `${start}is missing`;
  const found = typeof issue.input === 'string' ? quoted(issue.input) : issue.received;
  return `${start}expected ${expectedIn(issue)}, found ${found}`;
}

/** Returns the error about a value, in one line. */
export function failed({ where, fix, exitCode = 1 }: Source, fault: string): UserError {
  return new UserError(`${where}: ${fault}${fix === undefined ? '' : `; ${fix}`}`, exitCode);
}

/**
 * Checks a value that was read from somewhere.
 *
 * @returns the value, with the defaults of the schema
 * @throws UserError in one line: where, which key, what was expected, what was found, and what to do
 */
export function checked<Schema extends GenericSchema>(
  schema: Schema,
  value: unknown,
  source: Source,
): InferOutput<Schema> {
  const result = safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw failed(source, faultIn(schema, result.issues[0]));
}

/** The first line that is no UTF-8, from 1. */
function lineOfFault(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1;
}

/**
 * Reads bytes as UTF-8, without a byte order mark.
 *
 * @throws UserError naming the line that is in another encoding: replaced characters would be damage that nobody sees
 */
export function decoded(bytes: Uint8Array, { where, fix, exitCode }: Source): string {
  if (isUtf8(bytes))
    return Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  const fault = 'the text is not UTF-8; save it as UTF-8';
  throw failed({ where: `${where}: line ${lineOfFault(bytes)}`, fix, exitCode }, fault);
}

/**
 * Reads JSON.
 *
 * @throws UserError for text that is no JSON
 */
export function parsedJson(content: string, source: Source): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''));
  } catch (error) {
    throw failed(source, `not valid JSON: ${(error as Error).message}`);
  }
}

/**
 * Checks the text of a JSON file.
 *
 * @throws UserError as `checked` and `parsedJson` do
 */
export function checkedJson<Schema extends GenericSchema>(
  schema: Schema,
  content: string,
  source: Source,
): InferOutput<Schema> {
  return checked(schema, parsedJson(content, source), source);
}
