import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findMigrationHead } from '../../src/migrations/head.ts';
import { alembic, migrateAndServe, type Check, type Subject } from './checks.ts';
import { described, expectRows, expectSchema, readRows, withDatabase } from './evolve-database.ts';
import type { Rows } from './evolve-rows.ts';
import { seedRows } from './hostile.ts';
import { OWN_LINE, editedIn, freshRoot, olderRoot } from './upgrade-shape.ts';

/** What differs on purpose: migrations are in another order, and records remember the way. */
const OTHERWISE = /^(alembic\/versions|\.fastapi-architect|openapi\.json$|\.env$|\.[\w.]+\.db|.*__pycache__)/;

function textsOf(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) =>
    relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
  );
  const kept = paths.filter((path) => !OTHERWISE.test(path));
  return new Map(kept.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The user's lines are there, and all the rest is what a new project has. */
async function isAsFresh({ root }: Subject): Promise<void> {
  const edited = editedIn(root);
  if (edited.length < 3) throw new Error('no file was edited');
  for (const file of edited)
    if (!readFileSync(file, 'utf8').endsWith(`\n${OWN_LINE}\n`))
      throw new Error(`${file} has lost the line of its user`);
  const own = `\n\n${OWN_LINE}\n`;
  const [found, expected] = [textsOf(root), textsOf(freshRoot(root))];
  const paths = [...new Set([...found.keys(), ...expected.keys()])];
  const different = paths.filter((path) => found.get(path)?.replace(own, '') !== expected.get(path));
  if (different.length > 0) throw new Error(`not as in a new project: ${different.join(', ')}`);
}

/** The columns of rows that a database still has; a migration may have moved others. */
function columnsIn(database: Rows, rows: Rows): Rows {
  const kept = (name: string, row: Rows[string][number]) => {
    const columns = Object.keys(database[name]?.[0] ?? {});
    return Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
  };
  return Object.fromEntries(
    Object.entries(rows).map(([name, each]) => [name, each.map((row) => kept(name, row))]),
  );
}

/** Rows that the older version wrote are there after the migrations, and after they were taken back. */
async function keepsRows(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    const older = { ...own, root: olderRoot(own.root) };
    await migrateAndServe(older, (api, inside) => seedRows(inside, api));
    const { alembic_version: _, ...rows } = await readRows(older);
    const schema = await described(older);
    await alembic(own, 'upgrade head', 'check');
    const moved = columnsIn(await readRows(own), rows);
    await expectRows(own, moved, 'after the upgrade');
    await withDatabase({ ...own, root: freshRoot(own.root) }, async (fresh) => {
      await alembic(fresh, 'upgrade head');
      expectSchema(await described(own), await described(fresh), 'after the upgrade');
    });
    await alembic(own, `downgrade ${findMigrationHead(older.root)}`);
    await expectRows(own, rows, 'after the downgrade');
    expectSchema(await described(own), schema, 'after the downgrade');
    await alembic(own, 'upgrade head');
    await expectRows(own, moved, 'after the second upgrade');
  });
}

/** What a project of an older version has to pass once it is upgraded. */
export const upgradeChecks: readonly Check[] = [
  { name: 'every file is that of a new project', databases: 'any', run: isAsFresh },
  { name: 'rows of the older version stay', databases: 'each', run: keepsRows },
];
