import { isUtf8 } from 'node:buffer';
import {
  array,
  custom,
  description,
  getDotPath,
  integer,
  is,
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

// Each action of a pipe has its own message, in the style of `expectedIn`.

/** A non-empty text. */
export const someText = pipe(string(), nonEmpty('a text that is not empty'));
export const texts = array(someText);
export const wholeNumber = pipe(number(), integer('a whole number'));

/** An object with arbitrary keys and values of one schema. */
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

/** Adds a description to a schema, which editors show. */
export const says = <Schema extends GenericSchema>(schema: Schema, what: string) =>
  pipe(schema, description(what));

/** The origin of a value, for its error. */
export interface Source {
  /** The file, or another source. */
  readonly where: string;
  /** How to fix it. */
  readonly fix?: string | undefined;
  /** Default: 1. */
  readonly exitCode?: number | undefined;
}

/** Describes what a Valibot schema expects. */
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

/** Returns the allowed keys of an object, by the path of an unknown key. */
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

/** Returns the error of a value, in one line. */
export function failed({ where, fix, exitCode = 1 }: Source, fault: string): UserError {
  return new UserError(`${where}: ${fault}${fix === undefined ? '' : `; ${fix}`}`, exitCode);
}

/**
 * Validates a value that was read from a source.
 *
 * @returns the value, with the defaults of the schema
 * @throws UserError in one line: source, key, expected, found, fix
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

/**
 * Returns a function that validates objects with a list. An item that equals a valid one is not checked again, because
 * large projects have many equal fields. The values must come from JSON: their text identifies them.
 *
 * @param key the key of the list
 * @returns throws UserError as `checked` does
 */
export function checkerOf(schema: GenericSchema, key: string): (value: unknown, source: Source) => void {
  const valid = new Set<string>();
  return (value, source) => {
    const items = (Object(value) as Readonly<Record<string, unknown>>)[key];
    if (!Array.isArray(items)) return void checked(schema, value, source);
    const unseen = new Map<string, unknown>();
    for (const item of items as readonly unknown[]) {
      const text = JSON.stringify(item);
      if (!valid.has(text)) unseen.set(text, item);
    }
    // An error names the place of the item, so it is looked for in the whole list.
    if (!is(schema, { ...Object(value), [key]: [...unseen.values()] })) checked(schema, value, source);
    for (const text of unseen.keys()) valid.add(text);
  };
}

/** Returns the 1-based number of the first line that is not UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1;
}

/**
 * Decodes bytes as UTF-8, without a byte order mark.
 *
 * @throws UserError with the line that is not UTF-8; replacing invalid bytes would silently damage the text
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
 * Parses JSON.
 *
 * @throws UserError for invalid JSON
 */
export function parsedJson(content: string, source: Source): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''));
  } catch (error) {
    throw failed(source, `not valid JSON: ${(error as Error).message}`);
  }
}

/**
 * Parses and validates the text of a JSON file.
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
