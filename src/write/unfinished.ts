import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { marksIn } from '../merge/marks.ts';
import type { Change } from './compare.ts';
import { sidecarOf } from './decide.ts';

/** What somebody still has to finish in a file that a conflict was left in: `path:line` of markers, and what stands beside it. */
export function unfinishedIn(root: string, path: string, text: string): readonly string[] {
  const marks = marksIn(text).map((line) => `${path}:${line}`);
  const sidecar = sidecarOf(path);
  return existsSync(join(root, sidecar)) ? [...marks, sidecar] : marks;
}

/** The same of all files of a run; one that git has left markers in is unfinished too. */
export function unfinished(root: string, changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ entry, locked, before = '' }) => {
    if (entry.kind === 'seed') return [];
    if (locked?.state === 'conflict') return unfinishedIn(root, entry.output, before);
    return marksIn(before).map((line) => `${entry.output}:${line}`);
  });
}

/**
 * Markers within markers are nobody's to take apart.
 *
 * @throws UserError (exit 4) naming what is unfinished
 */
export function refuseUnfinished(root: string, changes: readonly Change[]): void {
  const places = unfinished(root, changes);
  if (places.length === 0) return;
  throw new UserError(
    `${places.join(', ')}: an earlier conflict is unfinished; edit the file, remove what was put beside it, then run "fastapi-architect resolve"`,
    4,
  );
}
