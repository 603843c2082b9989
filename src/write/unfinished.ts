import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { marksIn } from '../merge/marks.ts';
import type { Change } from './compare.ts';
import { sidecarOf } from './decide.ts';

/** Lists unresolved conflicts of a file: `path:line` of markers, and its sidecar. */
export function unfinishedIn(root: string, path: string, text: string): readonly string[] {
  const marks = marksIn(text).map((line) => `${path}:${line}`);
  const sidecar = sidecarOf(path);
  return existsSync(join(root, sidecar)) ? [...marks, sidecar] : marks;
}

/** Lists unresolved conflicts of all files of a run, including git's conflict markers. */
export function unfinished(root: string, changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ entry, locked, before = '' }) => {
    if (entry.kind === 'seed') return [];
    if (locked?.state === 'conflict') return unfinishedIn(root, entry.output, before);
    return marksIn(before).map((line) => `${entry.output}:${line}`);
  });
}

/**
 * Refuses files with unresolved conflicts: nested conflict markers could not be resolved.
 *
 * @throws UserError (exit 4) with the places
 */
export function refuseUnfinished(root: string, changes: readonly Change[]): void {
  const places = unfinished(root, changes);
  if (places.length === 0) return;
  throw new UserError(
    `${places.join(', ')}: an earlier conflict is unresolved; edit the file, delete its .new file, then run "fastapi-architect resolve"`,
    4,
  );
}
