import { UserError } from '../errors.ts';
import type { PlanEntry } from '../plan.ts';
import type { LockedFile } from '../state/lock.ts';
import type { Expected } from '../write/compare.ts';
import type { Reach } from './target.ts';

type Entry = Pick<PlanEntry, 'output' | 'home'>;

/** A file that its user has moved stays there, wherever the profile would have it; and so does one that is none of our business. */
export function placeOf(entry: PlanEntry, locked: LockedFile | undefined): PlanEntry {
  const stays = locked?.home !== undefined || locked?.state === 'detached';
  if (locked === undefined || !stays || locked.path === entry.output) return entry;
  return { ...entry, output: locked.path, home: entry.output };
}

/** Whether the user wants this file back, by where it was or by where it would be made. */
export function isRestored({ restored }: Pick<Reach, 'restored'>, { output, home }: Entry): boolean {
  return restored.includes(output) || (home !== undefined && restored.includes(home));
}

/**
 * Two files cannot be at one path.
 *
 * @throws UserError naming one that was moved to where another is to be
 */
export function refusePlaces(entries: readonly Entry[]): void {
  for (const { output, home } of entries) {
    if (home === undefined || !entries.some((other) => other.output === output && other.home === undefined))
      continue;
    throw new UserError(
      `${output} is where you have ${home}, and where another file is to be made: move yours elsewhere first`,
    );
  }
}

/**
 * Nothing can be brought back that the generator does not make, or that its user has taken from it.
 *
 * @throws UserError naming it
 */
export function refuseRestored(reach: Reach, expected: readonly Pick<Expected, 'entry' | 'locked'>[]): void {
  for (const path of reach.restored) {
    const found = expected.find(({ entry }) => isRestored({ restored: [path] }, entry));
    if (!found)
      throw new UserError(
        `--restore ${path}: the generator makes no such file; type its path from the project's root`,
      );
    if (found.locked?.state === 'detached')
      throw new UserError(`--restore ${path}: it is detached; run "fastapi-architect attach" on it first`);
  }
}
