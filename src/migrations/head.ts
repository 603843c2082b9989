import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

const VERSIONS_FOLDER = 'alembic/versions';
const REVISION = /^revision\s*(?::\s*[^=\n]+)?=\s*["']([^"'\n]+)["']/m;
const DOWN_REVISION = /^down_revision\s*(?::\s*[^=\n]+)?=\s*(\([^)]*\)|\[[^\]]*\]|[^#\n]+)/m;

interface Revision {
  readonly file: string;
  readonly id: string;
  readonly parents: readonly string[];
}

function readRevision(root: string, file: string): Revision {
  const text = readFileSync(join(root, VERSIONS_FOLDER, file), 'utf8');
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
 * Finds the revision that the next migration goes on.
 *
 * @returns its id, or undefined when there is no migration yet
 * @throws UserError (exit 4) when a file cannot be read or there is more than one head
 */
export function findMigrationHead(root: string): string | undefined {
  const revisions = revisionFiles(root).map((file) => readRevision(root, file));
  const parents = new Set(revisions.flatMap((revision) => revision.parents));
  const heads = revisions.filter((revision) => !parents.has(revision.id));
  if (heads.length > 1) {
    const ids = heads.map((head) => head.id).join(', ');
    throw new UserError(
      `${VERSIONS_FOLDER} has ${heads.length} heads (${ids}): run "alembic merge heads", then again`,
      4,
    );
  }
  if (revisions.length > 0 && heads.length === 0) {
    throw new UserError(
      `${VERSIONS_FOLDER} has no head, its revisions form a circle: fix the down_revision lines`,
      4,
    );
  }
  return heads[0]?.id;
}
