import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

const VERSIONS_FOLDER = 'alembic/versions';
const REVISION = /^revision\s*(?::\s*[^=\n]+)?=\s*["']([^"'\n]+)["']/m;
const DOWN_REVISION = /^down_revision\s*(?::\s*[^=\n]+)?=\s*(\([^)]*\)|\[[^\]]*\]|[^#\n]+)/m;

/** A migration as alembic sees it. */
export interface Revision {
  readonly file: string;
  readonly id: string;
  readonly parents: readonly string[];
}

function readRevision(root: string, file: string): Revision {
  // A link may lead anywhere, and to what never ends.
  const isFile = lstatSync(join(root, VERSIONS_FOLDER, file)).isFile();
  const text = isFile ? readFileSync(join(root, VERSIONS_FOLDER, file), 'utf8') : '';
  const id = REVISION.exec(text)?.[1];
  const down = DOWN_REVISION.exec(text)?.[1];
  if (id === undefined || down === undefined) {
    const missing = id === undefined ? 'revision' : 'down_revision';
    throw new UserError(
      `${VERSIONS_FOLDER}/${file} has no readable "${missing} = …" line: fix or remove it, then run again`,
      4,
    );
  }
  return { file, id, parents: [...down.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? '') };
}

function revisionFiles(root: string): readonly string[] {
  try {
    const names = readdirSync(join(root, VERSIONS_FOLDER));
    return names.filter((name) => name.endsWith('.py') && name !== '__init__.py').toSorted();
  } catch {
    return [];
  }
}

/**
 * Reads the migrations that are there.
 *
 * @throws UserError (exit 4) naming one that cannot be read
 */
export function readRevisions(root: string): readonly Revision[] {
  return revisionFiles(root).map((file) => readRevision(root, file));
}

function headsOf(revisions: readonly Revision[]): readonly Revision[] {
  const parents = new Set(revisions.flatMap((revision) => revision.parents));
  return revisions.filter((revision) => !parents.has(revision.id));
}

const inWords = (heads: readonly Revision[]): string =>
  `${VERSIONS_FOLDER} has ${heads.length} heads (${heads.map(({ id }) => id).join(', ')})`;

/** A revision that was deleted, or that stayed on another branch, is missed by the one after it. */
function gapIn(revisions: readonly Revision[]): string | undefined {
  const ids = new Set(revisions.map(({ id }) => id));
  const isGap = ({ parents }: Revision) => parents.some((id) => !ids.has(id));
  const first = revisions.find(isGap);
  if (first === undefined) return undefined;
  const missing = first.parents.find((id) => !ids.has(id));
  const after = new Set([first.id]);
  for (const id of after) for (const each of revisions) if (each.parents.includes(id)) after.add(each.id);
  const [head, other] = headsOf(revisions.filter(({ id }) => !after.has(id)));
  const before = head && !other ? `"${head.id}"` : 'the one before it';
  return `${VERSIONS_FOLDER}/${first.file} goes on from ${missing}, which is not there: restore that revision, or set "down_revision" to ${before}`;
}

/**
 * Says why alembic cannot go to one head, and how to change that: a merge of two branches has left several, or a
 * revision is missing. Undefined where it can, or a revision cannot be read.
 */
export function headFault(root: string): string | undefined {
  try {
    const revisions = readRevisions(root);
    const heads = headsOf(revisions);
    const several = heads.length > 1 ? `${inWords(heads)}: run "alembic merge heads"` : undefined;
    return gapIn(revisions) ?? several;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Finds the revision that the next migration goes on.
 *
 * @returns its id, or undefined when there is no migration yet
 * @throws UserError (exit 4) when a file cannot be read or there is more than one head
 */
export function findMigrationHead(root: string): string | undefined {
  const revisions = readRevisions(root);
  const gap = gapIn(revisions);
  if (gap !== undefined) throw new UserError(gap, 4);
  const heads = headsOf(revisions);
  if (heads.length > 1) throw new UserError(`${inWords(heads)}: run "alembic merge heads", then again`, 4);
  if (revisions.length > 0 && heads.length === 0) {
    throw new UserError(
      `${VERSIONS_FOLDER} has no head, its revisions form a circle: fix the down_revision lines`,
      4,
    );
  }
  return heads[0]?.id;
}
