import { lstatSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { isMarked } from '../merge/marks.ts';
import { decoded, failed, parsedJson, type Source } from '../schema.ts';
import { STATE_FOLDER } from './layout.ts';

/** The folders of the generator's records. */
const FOLDERS = ['', '/resources', '/lock', '/objects', '/undo', '/tx'].map((name) => STATE_FOLDER + name);

/** Whether an error says that there is no such file. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

function unlessAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}

/** What is at a path, links not followed. */
const whatIs = (path: string): Stats | undefined => unlessAbsent(() => lstatSync(path));

/** Where a path leads in the end, links followed. */
const realPath = (path: string): string | undefined => unlessAbsent(() => realpathSync.native(path));

/**
 * Refuses records that are somewhere else: a link in a repository may lead anywhere.
 *
 * @throws UserError (exit 4) naming the folder
 */
export function refuseForeignRecords(root: string): void {
  for (const folder of FOLDERS) {
    const found = whatIs(join(root, folder));
    if (found && !found.isDirectory())
      throw new UserError(
        `${folder} is not a folder; remove it, or restore it with "git checkout -- ${folder}"`,
        4,
      );
  }
}

/**
 * Reads a file of a project. A link may lead to another file of it, and to no other: what is read may be shown or merged.
 *
 * @param path from the project's root
 * @returns undefined where there is no file: nothing, a folder, or a device, which might never end
 * @throws UserError (exit 4) naming a link that leads out of the project
 */
export function readProjectFile(root: string, path: string): Buffer | undefined {
  const asked = join(root, path);
  const found = realPath(asked);
  if (found === undefined) return undefined;
  // Where no link is on the way, the root need not be looked up.
  const inside = relative(found === asked ? root : (realPath(root) ?? root), found);
  if (inside.split(sep)[0] === '..' || isAbsolute(inside))
    throw new UserError(
      `${path} is a link that leads out of the project: nothing was read; put a file there`,
      4,
    );
  return statSync(found).isFile() ? readFileSync(found) : undefined;
}

export const NO_FILE = 'it is not a file';

/**
 * Reads the text of a record.
 *
 * @throws UserError with the exit code of the source, for anything but a file that can be read
 */
export function readRecord(root: string, path: string, source: Source): string {
  return reading(source, () => {
    if (!lstatSync(join(root, path)).isFile()) throw failed(source, NO_FILE);
    return decoded(readFileSync(join(root, path)), source);
  });
}

/** Reads the text of a record that was listed as a file. Otherwise like `readRecord`. */
export function readText(root: string, path: string, source: Source): string {
  return reading(source, () => decoded(readFileSync(join(root, path)), source));
}

function reading(source: Source, read: () => string): string {
  try {
    return read();
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
