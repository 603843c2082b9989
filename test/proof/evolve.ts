import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alembic, type Check, type Subject } from './checks.ts';
import {
  described,
  expectRows,
  expectSchema,
  insert,
  refused,
  withDatabase,
  type Schema,
} from './evolve-database.ts';
import { leadsWhereFreshIs } from './evolve-draw.ts';
import { renamesResource } from './evolve-rename.ts';
import { after, back, before, place } from './evolve-rows.ts';
import { firstRevision, freshRoot } from './evolve-shape.ts';
import { changesTypes } from './evolve-types.ts';

/** The migration that nobody but the developer can complete. */
function unfilled(root: string): { readonly file: string; readonly text: string } {
  const folder = join(root, 'alembic', 'versions');
  const texts = readdirSync(folder)
    .filter((name) => /_(add|change|drop|rename)_\w+_books\.py$/.test(name))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
  const found = texts.find(({ text }) => text.includes('"place": sa.null()'));
  if (!found) throw new Error('no migration asks what place is');
  return found;
}

/** Rows stop the migration that cannot know their values, in plain words. */
async function refusesToGuess(subject: Subject): Promise<void> {
  const output = await refused(subject, 'upgrade head');
  if (!output.includes('2 rows of books have no place: see FILL IN above'))
    throw new Error(`alembic upgrade did not say what is missing\n${output.slice(-3000)}`);
}

/** The one column that was dropped without a default comes back nullable. */
const withoutKind = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replace(/("kind":)\[[^\]]*\]/, '$1[]')) as Schema;

async function keepsRows(subject: Subject): Promise<void> {
  const { file, text } = unfilled(subject.root);
  await withDatabase(subject, async (own) => {
    const first = firstRevision(own.root);
    await alembic(own, `upgrade ${first}`);
    await insert(own, before);
    const schema = await described(own);
    await refusesToGuess(own);
    try {
      writeFileSync(file, text.replace('"place": sa.null()', `"place": ${place}`));
      await alembic(own, 'upgrade head');
      await alembic(own, 'check');
      await expectRows(own, after, 'after the upgrade');
      await alembic(own, `downgrade ${first}`);
      await expectRows(own, back, 'after the downgrade');
      expectSchema(withoutKind(await described(own)), withoutKind(schema), 'after the downgrade');
      await alembic(own, 'upgrade head');
      await expectRows(own, after, 'after the second upgrade');
      await renamesResource(own);
    } finally {
      writeFileSync(file, text);
    }
  });
}

/** A database that went all the way is built as one that began at the end. */
async function isAsFresh(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    await alembic(own, 'upgrade head');
    const changed = await described(own);
    await withDatabase({ ...own, root: freshRoot(own.root) }, async (fresh) => {
      await alembic(fresh, 'upgrade head');
      expectSchema(changed, await described(fresh), 'after all changes');
    });
  });
}

/** What a project has to pass whose resources were changed. */
export const evolveChecks: readonly Check[] = [
  { name: 'rows survive every change', databases: 'each', run: keepsRows },
  { name: 'schema is that of a fresh project', databases: 'each', run: isAsFresh },
];

/** What holds for migrations whatever the project is. */
export const migrationChecks: readonly Check[] = [
  { name: 'types change with their values', databases: 'each', run: changesTypes },
  { name: 'drawn changes lead where fresh tables are', databases: 'each', run: leadsWhereFreshIs },
];
