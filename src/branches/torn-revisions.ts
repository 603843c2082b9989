import { once } from '../lazy.ts';
import { isMarked } from '../merge/marks.ts';
import { sidesOf } from '../merge/sides.ts';
import {
  VERSIONS_FOLDER,
  commonRevision,
  parentsIn,
  readRevisions,
  revisionFiles,
} from '../migrations/head.ts';
import { textsOfBranches } from '../state/git-sides.ts';
import { readText } from '../write/compare.ts';
import type { FileWrite } from '../write/journal.ts';

/** A migration that two branches have written alike, but after different ones: as this branch has it. */
export interface TornRevision {
  readonly write: FileWrite;
  /** What its user has to know of databases. */
  readonly line: string;
}

/** The lines that name the revision before this one. */
const PARENT = /^(?:Revises: .*|down_revision\b.*)$/gm;

/** The text of our branch, where both differ in nothing but the revision that they go on from. */
function ownSide(
  root: string,
  path: string,
  text: string,
): { readonly ours: string; readonly theirs: string } | undefined {
  for (const sides of [textsOfBranches(root, path, text), sidesOf(text)]) {
    if (sides === undefined || sides.some(isMarked)) continue;
    const [ours, theirs] = sides;
    if (ours.replaceAll(PARENT, '') === theirs.replaceAll(PARENT, '')) return { ours, theirs };
  }
  return undefined;
}

/**
 * Two branches that both upgrade have the same built-in migration after different ones, and git leaves markers in it. Ours
 * counts: what the other branch has beside it is a second head, which `alembic merge` joins.
 */
export function tornRevisions(root: string): readonly TornRevision[] {
  const revisions = once(() => readRevisions(root));
  return revisionFiles(root).flatMap((file): readonly TornRevision[] => {
    const path = `${VERSIONS_FOLDER}/${file}`;
    const text = readText(root, path) ?? '';
    const sides = isMarked(text) ? ownSide(root, path, text) : undefined;
    if (sides === undefined) return [];
    const [own, other] = [parentsIn(sides.ours), parentsIn(sides.theirs)];
    const common = commonRevision(revisions(), own, other);
    const names = [own, other].map((ids) => ids.join(', ') || 'nothing');
    return [
      {
        write: { path, content: sides.ours, expected: text },
        line:
          `${path}: both branches have this migration, one after ${names[0]} and one after ${names[1]}; it follows ${names[0]} now, ` +
          `so a database that has migrations of the other branch must first run, on that branch, "alembic downgrade ${common ?? 'base'}"`,
      },
    ];
  });
}
