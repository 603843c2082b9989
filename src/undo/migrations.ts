import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readRevisions, type Revision } from '../migrations/head.ts';
import { projectPython } from '../programs/project-python.ts';
import { silentRun } from '../programs/silent-run.ts';
import type { Context, Switches } from '../run/context.ts';
import type { UndoneFile } from '../write/undo.ts';

const FOLDER = 'alembic/versions/';
const MOST_MILLISECONDS = 60_000;

/** Migrations that an undo deletes, and the revision to downgrade a database to first. */
interface Removed {
  readonly revisions: readonly Revision[];
  readonly all: readonly Revision[];
  /** Argument of `alembic downgrade`. */
  readonly target: string;
}

/** Reads the revisions; empty if one cannot be parsed, because the undo may delete that one. */
function readableRevisions(root: string): readonly Revision[] {
  try {
    return readRevisions(root);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function removedBy(root: string, files: readonly UndoneFile[]): Removed | undefined {
  const gone = new Set(files.flatMap(({ what, path }) => (what === 'remove' ? [path] : [])));
  // Without env.py no migration can have run.
  if (!existsSync(join(root, 'alembic/env.py'))) return undefined;
  if (![...gone].some((path) => path.startsWith(FOLDER))) return undefined;
  const all = readableRevisions(root);
  const revisions = all.filter(({ file }) => gone.has(`${FOLDER}${file}`));
  const ids = new Set(revisions.map(({ id }) => id));
  const first = revisions.find(({ parents }) => !parents.some((id) => ids.has(id)));
  return first && { revisions, all, target: first.parents[0] ?? 'base' };
}

/** Whether a database may exist. Connecting would create a missing SQLite file, so look for it first. */
function hasDatabase(root: string): boolean {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL !== undefined && !DATABASE_URL.startsWith('sqlite')) return true;
  return readdirSync(root).some((name) => /\.(db|sqlite3?)$/.test(name));
}

/** Returns the revisions applied to the project's database; undefined if it cannot be queried. */
async function appliedIn(root: string, all: readonly Revision[]): Promise<ReadonlySet<string> | undefined> {
  const { python } = projectPython(root);
  if (python === undefined || !hasDatabase(root)) return undefined;
  const ran = await silentRun(python, ['-m', 'alembic', 'current'], root, { timeout: MOST_MILLISECONDS });
  if (!ran.ok) return undefined;
  const applied = new Set([...ran.stdout.matchAll(/^(\w+)(?: \(.*\))?$/gm)].map((match) => match[1] ?? ''));
  const byId = new Map(all.map((revision) => [revision.id, revision]));
  for (const id of applied) for (const parent of byId.get(id)?.parents ?? []) applied.add(parent);
  return applied;
}

const pathsOf = (revisions: readonly Revision[]): string =>
  revisions.map(({ file }) => FOLDER + file).join(', ');

async function downgrade(root: string, target: string): Promise<void> {
  const { python } = projectPython(root);
  const ran = python && (await silentRun(python, ['-m', 'alembic', 'downgrade', target], root));
  if (ran && ran.ok) return;
  throw new UserError(
    `alembic downgrade ${target} failed${ran ? ` (${ran.lastLine})` : ''}: nothing was written; fix the error and run it, then undo again`,
    4,
  );
}

/**
 * Offers to downgrade the project's database before an undo deletes migrations that have run. If the database cannot be
 * queried, prints a warning.
 *
 * @param asks whether the run writes nothing
 * @throws UserError (exit 4) if a migration has run and the user declines or the run is non-interactive
 */
export async function downgradeFirst(
  root: string,
  files: readonly UndoneFile[],
  { asks, skipInstall }: { readonly asks: boolean } & Pick<Switches, 'skipInstall'>,
  { say, confirm }: Context,
): Promise<void> {
  const removed = removedBy(root, files);
  if (removed === undefined) return;
  const { revisions, all, target } = removed;
  const command = `"alembic downgrade ${target}"`;
  const applied = skipInstall ? undefined : await appliedIn(root, all);
  if (applied === undefined) {
    const guess = `${pathsOf(revisions)} may have run in a database: if so, run ${command} there before the file is deleted`;
    if (asks || !confirm) return say(guess);
    if (await confirm(`${guess}. Continue?`)) return;
    throw new UserError(`${guess}; nothing was written`, 4);
  }
  const ran = revisions.filter(({ id }) => applied.has(id));
  if (ran.length === 0) return;
  const fact = `${pathsOf(ran)} has run in the project's database`;
  if (asks) return say(`${fact}: run ${command} before this`);
  if (!confirm) throw new UserError(`${fact}; nothing was written: run ${command}, then undo again`, 4);
  if (!(await confirm(`${fact}. Run ${command} now?`)))
    throw new UserError(`${fact}; nothing was written`, 4);
  await downgrade(root, target);
}
