import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMarked } from '../merge/marks.ts';
import { failed, parsedJson, type Source } from '../schema.ts';

/**
 * Reads a JSON file of a project, not checked yet.
 *
 * @param path from the project's root
 * @throws UserError with the exit code of the source, for a file that cannot be read or is no JSON
 */
export function readJson(root: string, path: string, source: Source): unknown {
  let content: string;
  try {
    content = readFileSync(join(root, path), 'utf8');
  } catch (error) {
    throw failed(source, `it cannot be read: ${(error as Error).message}`);
  }
  if (isMarked(content))
    throw failed(
      { ...source, fix: 'resolve them, then run "fastapi-architect sync"' },
      'it has conflict markers of git',
    );
  return parsedJson(content, source);
}
