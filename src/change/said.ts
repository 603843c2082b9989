import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { parseResourceLine } from '../language/resource.ts';

function readLines(cwd: string, from: string): string[] {
  try {
    return readFileSync(resolve(cwd, from), 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/);
  } catch (error) {
    throw new UserError(`--from ${from} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The words of each resource that was said with `--resource`, and of each line of the file that `--from` names.
 *
 * @throws UserError when the file cannot be read or has a quotation mark that is not closed
 */
export function saidResources(
  lines: readonly string[],
  from: string | undefined,
  cwd: string,
): readonly (readonly string[])[] {
  const stored = from === undefined ? [] : readLines(cwd, from).map(parseResourceLine);
  return [...lines.map(parseResourceLine), ...stored.filter((words) => words.length > 0)];
}
