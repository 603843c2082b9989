import { UserError } from '../errors.ts';
import type { PlanEntry } from '../plan.ts';
import type { LockedFile } from '../state/lock.ts';
import type { Expected } from '../write/compare.ts';
import type { Reach } from './target.ts';

type Entry = Pick<PlanEntry, 'output' | 'home'>;

/** Returns the entry at the path where the file is, if the user has moved or detached it. */
export function placeOf(entry: PlanEntry, locked: LockedFile | undefined): PlanEntry {
  const stays = locked?.home !== undefined || locked?.state === 'detached';
  if (locked === undefined || !stays || locked.path === entry.output) return entry;
  return { ...entry, output: locked.path, home: entry.output };
}

/** Whether `--restore` names this file, by its current or its default path. */
export function isRestored({ restored }: Pick<Reach, 'restored'>, { output, home }: Entry): boolean {
  return restored.includes(output) || (home !== undefined && restored.includes(home));
}

/**
 * Refuses two files at one path.
 *
 * @throws UserError with the moved file that occupies the path of another one
 */
export function refusePlaces(entries: readonly Entry[]): void {
  for (const { output, home } of entries) {
    if (home === undefined || !entries.some((other) => other.output === output && other.home === undefined))
      continue;
    throw new UserError(
      `${output}: you moved ${home} to this path, which a generated file needs: move your file elsewhere first`,
    );
  }
}

/**
 * Refuses `--restore` for files that the generator does not create, and for detached files.
 *
 * @throws UserError with the path
 */
export function refuseRestored(reach: Reach, expected: readonly Pick<Expected, 'entry' | 'locked'>[]): void {
  for (const path of reach.restored) {
    const found = expected.find(({ entry }) => isRestored({ restored: [path] }, entry));
    if (!found)
      throw new UserError(
        `--restore ${path}: the generator does not create this file; give its path relative to the project root`,
      );
    if (found.locked?.state === 'detached')
      throw new UserError(`--restore ${path}: it is detached; run "fastapi-architect attach" on it first`);
  }
}
