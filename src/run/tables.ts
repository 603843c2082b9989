import { chained } from '../migrations/plan.ts';
import { builtInRevisions } from '../migrations/built-in-revisions.ts';
import { findMigrationHead } from '../migrations/head.ts';
import { tableRevisions } from '../migrations/table-changes.ts';
import type { PlannedRevision } from '../migrations/migration-parts.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import type { Project } from './project.ts';
import { wholeTarget, type Target } from './target.ts';

/** Returns the number of table changes (`table-changes.ts`) applied to these resources' tables, by table name. */
export function tablesOf(root: string, resources: readonly ResourceSpec[]): ReadonlyMap<string, number> {
  return new Map(
    resources.map((resource) => {
      const { snake, table } = namesOf(resource);
      return [table, readHealedLock(root, snake).tables ?? 0];
    }),
  );
}

/** Returns the project as this version would generate it, with the revisions that upgrade its database. */
export function upgradedTarget(project: Project): Target {
  const { root, stack, resources } = project;
  const lock = readHealedLock(root, PROJECT_UNIT);
  const renamed = new Map(stack.profile.rows.renamed.map(({ name, to }) => [name, to]));
  const known = new Set(
    Object.entries(lock.files).flatMap(([key, { path, home = path }]) => [
      renamed.get(key) ?? key,
      path,
      home,
    ]),
  );
  const isKnown = ({ made, label }: PlannedRevision) =>
    known.has(`alembic/versions/${made?.revision}_${label}.py`);
  const builtIn = builtInRevisions(stack);
  const there = new Set(builtIn.filter(isKnown).map(({ made }) => made?.revision));
  const given = stack.profile.rows.migrations.filter(({ name }) => there.has(name));
  const tables = new Map([
    ...given.flatMap((row) => row.tables.map((table) => [table, lock.tables ?? 0] as const)),
    ...tablesOf(root, resources),
  ]);
  // Built-in revisions come last: tables that they create are up to date, and tables that they drop may still be altered.
  const missing = [...tableRevisions(tables), ...builtIn.filter((revision) => !isKnown(revision))];
  const head = missing.length > 0 ? findMigrationHead(root) : undefined;
  return { ...wholeTarget(project), ...chained(missing, head) };
}
