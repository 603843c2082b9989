import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { nearest, quoted } from '../suggestion.ts';
import { isOwnPath, isProjectPath } from '../state/layout.ts';
import type { KnownFile } from './known-files.ts';

const slashed = (path: string): string => path.split(sep).join('/');

/**
 * Normalises a path to be relative to the project root.
 *
 * @throws UserError if it is invalid, or leads out of the project
 */
export function projectPath(root: string, typed: string): string {
  const fail = (fault: string): never => {
    throw new UserError(
      `${quoted(typed)} ${fault}; type a path relative to the project root, e.g. app/main.py`,
    );
  };
  if (typed.trim() === '') fail('is no path');
  if (isAbsolute(typed)) {
    const inside = slashed(relative(root, resolve(typed)));
    return inside.startsWith('..') || isAbsolute(inside)
      ? fail('is outside the project')
      : fail(`is absolute; relative to the project root it is ${inside}`);
  }
  const path = posix.normalize(slashed(typed)).replace(/\/$/, '');
  if (path === '..' || path.startsWith('../')) fail('is outside the project');
  if (path === '.') fail('is the project itself');
  if (isOwnPath(path) || !isProjectPath(path))
    fail('belongs to the generator or to git, or is not a file path');
  return path;
}

/**
 * Returns the record of the file at a path.
 *
 * @throws UserError with a suggestion, if the generator did not create a file there
 */
export function known(files: readonly KnownFile[], path: string): KnownFile {
  const found = files.find(({ file }) => file.path === path);
  if (found) return found;
  const moved = files.find(({ file }) => file.home === path);
  if (moved) throw new UserError(`${path}: you moved this file to ${moved.file.path}; use that path`);
  const paths = files.map(({ file }) => file.path);
  const inside = paths.filter((each) => each.startsWith(`${path}/`));
  if (inside.length > 0)
    throw new UserError(`${path} is a folder: type the paths of its files, e.g. ${inside.toSorted()[0]}`);
  const near = paths.find((each) => each.endsWith(`/${path}`)) ?? nearest(path, paths);
  const next = near === undefined ? 'type its path relative to the project root' : `did you mean ${near}?`;
  throw new UserError(`${path}: the generator did not create this file; ${next}`);
}
