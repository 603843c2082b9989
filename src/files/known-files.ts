import type { FileWrite } from '../write/journal.ts';
import { lockFile } from '../state/layout.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { readProjectFile } from '../state/read.ts';
import { formatLock, lockedUnits, readLock, type LockedFile } from '../state/lock.ts';

/** One record of a lock. */
export interface KnownFile {
  readonly unit: string;
  readonly key: string;
  readonly file: LockedFile;
}

/**
 * Lists the recorded files of all units, even of locks with git conflict markers.
 *
 * @throws UserError (exit 4) if a lock is damaged otherwise
 */
export function knownFiles(root: string): readonly KnownFile[] {
  return lockedUnits(root).flatMap((unit) =>
    Object.entries(readHealedLock(root, unit).files).map(([key, file]) => ({ unit, key, file })),
  );
}

const DETACHED = '"state":"detached"';

function textIn(json: string): string {
  try {
    return JSON.parse(json) as string;
  } catch {
    return json;
  }
}

/** Lists the paths of detached files. Reads only their lines, so that a damaged lock does not stop the verb. */
export function detachedPaths(root: string): readonly string[] {
  const texts = lockedUnits(root).map(
    (unit) => readProjectFile(root, lockFile(unit))?.toString('utf8') ?? '',
  );
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.includes(DETACHED));
  return lines.flatMap((line) => {
    const path = /"path":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    return path === undefined ? [] : [textIn(path)];
  });
}

/** Returns the writes of locks with these records replaced. */
export function knownWrites(root: string, changed: readonly KnownFile[]): FileWrite[] {
  const units = [...new Set(changed.map(({ unit }) => unit))];
  return units.map((unit) => {
    const lock = readLock(root, unit);
    const own = changed.filter((each) => each.unit === unit).map(({ key, file }) => [key, file]);
    const files = { ...lock.files, ...Object.fromEntries(own) };
    return { path: lockFile(unit), content: formatLock({ ...lock, files }) };
  });
}
