import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

export const VERSIONS_FOLDER = 'alembic/versions';
const REVISION = /^revision\s*(?::\s*[^=\n]+)?=\s*["']([^"'\n]+)["']/m;
const DOWN_REVISION = /^down_revision\s*(?::\s*[^=\n]+)?=\s*(\([^)]*\)|\[[^\]]*\]|[^#\n]+)/m;

/** An Alembic revision. */
export interface Revision {
  readonly file: string;
  readonly id: string;
  readonly parents: readonly string[];
}

function readRevision(root: string, file: string): Revision {
  // A link may lead anywhere, even to a device that never ends.
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
  return { file, id, parents: parentsIn(text) };
}

/** The names of the migrations' files. */
export function revisionFiles(root: string): readonly string[] {
  try {
    const names = readdirSync(join(root, VERSIONS_FOLDER));
    return names.filter((name) => name.endsWith('.py') && name !== '__init__.py').toSorted();
  } catch {
    return [];
  }
}

/**
 * Reads the existing revisions.
 *
 * @throws UserError (exit 4) with a file that cannot be parsed
 */
export function readRevisions(root: string): readonly Revision[] {
  return revisionFiles(root).map((file) => readRevision(root, file));
}

/** The ids that a `down_revision` line of a migration's text names. */
export function parentsIn(text: string): readonly string[] {
  const down = DOWN_REVISION.exec(text)?.[1] ?? '';
  return [...down.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? '');
}

/** The last revision that both of these go on from, themselves included; undefined where there is none. */
export function commonRevision(
  revisions: readonly Revision[],
  one: readonly string[],
  other: readonly string[],
): string | undefined {
  const parents = new Map(revisions.map((revision) => [revision.id, revision.parents]));
  const ancestry = (ids: readonly string[]): ReadonlySet<string> => {
    const found = new Set(ids);
    for (const id of found) for (const parent of parents.get(id) ?? []) found.add(parent);
    return found;
  };
  const others = ancestry(other);
  return [...ancestry(one)].find((id) => others.has(id));
}

function headsOf(revisions: readonly Revision[]): readonly Revision[] {
  const parents = new Set(revisions.flatMap((revision) => revision.parents));
  return revisions.filter((revision) => !parents.has(revision.id));
}

const inWords = (heads: readonly Revision[]): string =>
  `${VERSIONS_FOLDER} has ${heads.length} heads (${heads.map(({ id }) => id).join(', ')})`;

/** Describes the first revision whose parent is missing, e.g. deleted or only on another branch. */
function gapIn(revisions: readonly Revision[]): string | undefined {
  const ids = new Set(revisions.map(({ id }) => id));
  const isGap = ({ parents }: Revision) => parents.some((id) => !ids.has(id));
  const first = revisions.find(isGap);
  if (first === undefined) return undefined;
  const missing = first.parents.find((id) => !ids.has(id));
  const after = new Set([first.id]);
  for (const id of after) for (const each of revisions) if (each.parents.includes(id)) after.add(each.id);
  const [head, other] = headsOf(revisions.filter(({ id }) => !after.has(id)));
  const before = head && !other ? `"${head.id}"` : 'the revision before it';
  return `${VERSIONS_FOLDER}/${first.file} has the parent ${missing}, which does not exist: restore that revision, or set "down_revision" to ${before}`;
}

/**
 * Returns why `alembic upgrade head` would fail and how to fix it: several heads after a git merge, or a missing
 * revision. Undefined if there is no fault, or a revision cannot be parsed.
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
 * Finds the head revision, the parent of the next migration.
 *
 * @returns its id, or undefined if there is no migration yet
 * @throws UserError (exit 4) if a file cannot be parsed or there is more than one head
 */
export function findMigrationHead(root: string): string | undefined {
  const revisions = readRevisions(root);
  const gap = gapIn(revisions);
  if (gap !== undefined) throw new UserError(gap, 4);
  const heads = headsOf(revisions);
  if (heads.length > 1)
    throw new UserError(`${inWords(heads)}: run "alembic merge heads", then try again`, 4);
  if (revisions.length > 0 && heads.length === 0) {
    throw new UserError(
      `${VERSIONS_FOLDER} has no head, its revisions form a cycle: fix the "down_revision" lines`,
      4,
    );
  }
  return heads[0]?.id;
}
