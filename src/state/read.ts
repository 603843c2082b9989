import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isMarked } from '../merge/marks.ts';
import { failed, parsedJson, type Source } from '../schema.ts';
import { STATE_FOLDER } from './layout.ts';

/** The folders of the generator's records. */
const FOLDERS = ['', '/resources', '/lock', '/objects', '/undo', '/tx'].map((name) => STATE_FOLDER + name);

/**
 * Refuses records that are somewhere else: a link in a repository may lead anywhere.
 *
 * @throws UserError (exit 4) naming the folder
 */
export function refuseForeignRecords(root: string): void {
  for (const folder of FOLDERS) {
    const found = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (found && !found.isDirectory())
      throw new UserError(
        `${folder} is not a folder; remove it, or restore it with "git checkout -- ${folder}"`,
        4,
      );
  }
}

/**
 * Reads the text of a record.
 *
 * @throws UserError with the exit code of the source, for anything but a file that can be read
 */
export function readRecord(root: string, path: string, source: Source): string {
  try {
    if (!lstatSync(join(root, path)).isFile()) throw failed(source, 'it is not a file');
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw failed(source, `it cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Reads a JSON file of a project, not checked yet.
 *
 * @param path from the project's root
 * @throws UserError with the exit code of the source, for a file that cannot be read or is no JSON
 */
export function readJson(root: string, path: string, source: Source): unknown {
  const content = readRecord(root, path, source);
  if (isMarked(content))
    throw failed(
      { ...source, fix: 'resolve them, then run "fastapi-architect sync"' },
      'it has conflict markers of git',
    );
  return parsedJson(content, source);
}
