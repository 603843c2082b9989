import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { GENERATOR, lockFile } from './layout.ts';

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-.*)?$/;

/** Whether a version is later than another; false if either is not a version. */
export function isLater(version: string, than: string): boolean {
  const [one, other] = [VERSION.exec(version), VERSION.exec(than)];
  if (!one || !other) return false;
  for (const part of [1, 2, 3]) {
    const step = Number(one[part]) - Number(other[part]);
    if (step !== 0) return step > 0;
  }
  const [early, late] = [one[4], other[4]];
  return (
    late !== undefined && (early === undefined || early.localeCompare(late, 'en', { numeric: true }) > 0)
  );
}

/**
 * Refuses a generator that is older than the project: it would revert newer files.
 *
 * @param versions of the generators that wrote the project's files
 * @throws UserError (exit 4) naming the version to use
 */
export function refuseOlder(versions: Iterable<string>, version: string): void {
  let last = version;
  for (const each of versions) if (isLater(each, last)) last = each;
  if (last === version) return;
  throw new UserError(
    `this project was written by version ${last} of the generator, and this is ${version}: update it ("npm install --global ${GENERATOR}@${last}"), then run again`,
    4,
  );
}

/** Checks the versions in the project's lock as `refuseOlder` does, even if the lock cannot be parsed. */
export function refuseOlderThanProject(root: string, version: string): void {
  let text: string;
  try {
    text = readFileSync(join(root, lockFile(PROJECT_UNIT)), 'utf8');
  } catch {
    return;
  }
  refuseOlder(
    [...text.matchAll(/"generator":"([^"]+)"/g)].map((match) => match[1] ?? ''),
    version,
  );
}
