import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { parseResourceLine } from '../language/resource.ts';
import { decoded } from '../schema.ts';

function bytesOf(cwd: string, from: string): Uint8Array {
  try {
    return readFileSync(resolve(cwd, from));
  } catch (error) {
    throw new UserError(`--from ${from} cannot be read: ${(error as Error).message}`);
  }
}

function readLines(cwd: string, from: string): readonly (readonly string[])[] {
  const lines = decoded(bytesOf(cwd, from), { where: `--from ${from}` }).split(/\r?\n/);
  return lines.map((line, at) => {
    try {
      return parseResourceLine(line);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`--from ${from}: line ${at + 1}: ${error.message}`);
    }
  });
}

/**
 * Returns the words of each `--resource` value and of each line of the `--from` file.
 *
 * @throws UserError if the file cannot be read, is not UTF-8, or has an unclosed quotation mark
 */
export function saidResources(
  lines: readonly string[],
  from: string | undefined,
  cwd: string,
): readonly (readonly string[])[] {
  const stored = from === undefined ? [] : readLines(cwd, from);
  return [...lines.map(parseResourceLine), ...stored.filter((words) => words.length > 0)];
}
