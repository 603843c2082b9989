import { knownFiles } from '../files/known-files.ts';
import { isMarked, marksIn } from '../merge/marks.ts';
import { lockFile, resourceFile } from '../state/layout.ts';
import { lockedUnits } from '../state/lock.ts';
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

/** Lists the generator's records with git conflict markers. */
export function tornRecords(root: string): readonly string[] {
  const paths = lockedUnits(root).flatMap((unit) => [lockFile(unit), resourceFile(unit)]);
  return paths.filter((path) => isMarked(readText(root, path) ?? ''));
}
