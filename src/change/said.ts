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
 * The words of each resource that was said with `--resource`, and of each line of the file that `--from` names.
 *
 * @throws UserError when the file cannot be read, is not UTF-8, or has a quotation mark that is not closed
 */
export function saidResources(
  lines: readonly string[],
  from: string | undefined,
  cwd: string,
): readonly (readonly string[])[] {
  const stored = from === undefined ? [] : readLines(cwd, from);
  return [...lines.map(parseResourceLine), ...stored.filter((words) => words.length > 0)];
}
