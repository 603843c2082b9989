import { lstatSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { isMarked } from '../merge/marks.ts';
import { decoded, failed, parsedJson, type Source } from '../schema.ts';
import { STATE_FOLDER } from './layout.ts';

/** Folders with the generator's records. */
const FOLDERS = ['', '/resources', '/lock', '/objects', '/undo', '/tx', '/guard'].map(
  (name) => STATE_FOLDER + name,
);

/** Error codes that mean that the file does not exist. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

function unlessAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}

/** Stats of a path; links are not followed. */
const whatIs = (path: string): Stats | undefined => unlessAbsent(() => lstatSync(path));

/** The real path, links followed. */
const realPath = (path: string): string | undefined => unlessAbsent(() => realpathSync.native(path));

/**
 * Refuses record folders that are links or files: a link in a repository may lead anywhere.
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
 * Reads a project file. Links must stay inside the project, because the content may be printed or merged.
 *
 * @param path relative to the project root
 * @returns undefined if the path is missing, a folder, or a device (reading which may never end)
 * @throws UserError (exit 4) if a link leads out of the project
 */
export function readProjectFile(root: string, path: string): Buffer | undefined {
  const asked = join(root, path);
  // Most runs ask for files that do not exist, and an error takes longer than reading a file.
  if (!unlessAbsent(() => statSync(asked, { throwIfNoEntry: false }))) return undefined;
  const found = realPath(asked);
  if (found === undefined) return undefined;
  // Without a link on the path, the root needs no lookup.
  const inside = relative(found === asked ? root : (realPath(root) ?? root), found);
  if (inside.split(sep)[0] === '..' || isAbsolute(inside))
    throw new UserError(
      `${path} is a link that leads out of the project: nothing was read; replace it with a file`,
      4,
    );
  return statSync(found).isFile() ? readFileSync(found) : undefined;
}

export const NO_FILE = 'it is not a file';

/**
 * Reads the text of a record.
 *
 * @throws UserError with the source's exit code, if it is not a readable file
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
 * Reads and parses a JSON file of a project, without validation.
 *
 * @param path relative to the project root
 * @throws UserError with the source's exit code, if it cannot be read or is not JSON
 */
export function readJson(root: string, path: string, source: Source): unknown {
  const content = readRecord(root, path, source);
  if (isMarked(content))
    throw failed(
      { ...source, fix: 'resolve them, then run "fastapi-architect sync"' },
      'it has git conflict markers',
    );
  return parsedJson(content, source);
}
