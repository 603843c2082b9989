import { knownFiles } from './known-files.ts';
import { isMarked, marksIn } from '../merge/marks.ts';
import { lockFile, resourceFile } from '../state/layout.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { kindOf, lockedUnits, type Lock } from '../state/lock.ts';
import { readText } from '../write/compare.ts';

/**
 * Lists conflict markers of git or of a run in recorded files, as `path:line`.
 *
 * @param others paths to skip
 */
export function markedFiles(root: string, others: ReadonlySet<string> = new Set()): readonly string[] {
  const known = knownFiles(root).filter(({ file }) => file.state !== 'detached');
  const paths = new Set(known.map(({ file }) => file.path));
  const asked = [...paths].filter((path) => !others.has(path));
  return asked.flatMap((path) => marksIn(readText(root, path) ?? '').map((line) => `${path}:${line}`));
}

/** Whether git has left markers in a file of a unit that the generator can put together. */
export function isMarkedIn(root: string, { files }: Lock): boolean {
  const own = Object.entries(files).filter(([key, { state }]) => kindOf(key) === state);
  return own.some(([key, { path }]) => kindOf(key) !== 'seed' && isMarked(readText(root, path) ?? ''));
}

/**
 * Lists the templates of the project's own files with git conflict markers that a run can render again. This version of the
 * generator must have rendered them: an upgrade brings newer templates, and refuses files with markers.
 */
export function tornTemplates(root: string, version: string): readonly string[] {
  const own = knownFiles(root).filter(({ unit, key }) => unit === PROJECT_UNIT && kindOf(key) === 'managed');
  if (!own.some(({ file }) => file.generator === version)) return [];
  const torn = own.filter(
    ({ file }) => file.state === 'managed' && isMarked(readText(root, file.path) ?? ''),
  );
  return torn.map(({ key }) => key);
}

/** Lists the generator's records with git conflict markers. */
export function tornRecords(root: string): readonly string[] {
  const paths = lockedUnits(root).flatMap((unit) => [lockFile(unit), resourceFile(unit)]);
  return paths.filter((path) => isMarked(readText(root, path) ?? ''));
}
