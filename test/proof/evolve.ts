import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Check, Subject } from './checks.ts';
import { createDatabase } from './databases.ts';
import { after, back, before, place, type Rows } from './evolve-rows.ts';
import { firstRevision, freshRoot } from './evolve-shape.ts';
import { mustRun, run } from './run.ts';

const script = join(import.meta.dirname, 'database.py');

async function python(subject: Subject, args: readonly string[], input?: string): Promise<string> {
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl, PYTHONPATH: subject.root };
  return mustRun(subject.python, args, { cwd: subject.root, env, ...(input !== undefined && { input }) });
}

export const alembic = (subject: Subject, ...command: readonly string[]): Promise<string> =>
  python(subject, ['-m', 'alembic', ...command]);

const insert = (subject: Subject, rows: Rows) => python(subject, [script, 'insert'], JSON.stringify(rows));
const read = async (subject: Subject): Promise<Rows> =>
  JSON.parse(await python(subject, [script, 'read'])) as Rows;

/** How the database is built, as text that can be compared. */
export async function described(subject: Subject): Promise<string> {
  return JSON.stringify(JSON.parse(await python(subject, [script, 'describe'])), null, 1);
}

/** The subject with an empty database of its own, for as long as the work takes. */
export async function withDatabase(subject: Subject, work: (own: Subject) => Promise<void>): Promise<void> {
  const name = subject.databaseUrl.startsWith('sqlite') ? 'sqlite' : 'postgresql';
  const database = await createDatabase(name, subject.python, subject.root);
  try {
    await work({ ...subject, databaseUrl: database.url });
  } finally {
    await database.drop();
  }
}

/** What a row says, without how a database spells it. */
function plain(rows: Rows): Rows {
  const cell = (value: unknown) => {
    if (value === null || typeof value === 'object') return value;
    if (typeof value === 'boolean') return String(Number(value));
    return String(value).replace(/\+00:00$/, '');
  };
  const row = (each: Rows[string][number]) =>
    Object.fromEntries(
      Object.entries(each)
        .map(([key, value]) => [key, cell(value)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  const sorted = (name: string) =>
    (rows[name] ?? []).map(row).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(Object.keys(rows).map((name) => [name, sorted(name)]));
}

export async function expectRows(subject: Subject, expected: Rows, when: string): Promise<void> {
  const found = plain(await read(subject));
  for (const [table, rows] of Object.entries(plain(expected))) {
    if (isDeepStrictEqual(found[table], rows)) continue;
    const shown = (value: unknown) => JSON.stringify(value, null, 1);
    throw new Error(`${when}: ${table} has\n${shown(found[table])}\nand not\n${shown(rows)}`);
  }
}

/** The migration that nobody but the developer can complete. */
function unfilled(root: string): { readonly file: string; readonly text: string } {
  const folder = join(root, 'alembic', 'versions');
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('_change_books.py'))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
  const found = texts.find(({ text }) => text.includes('"place": sa.null()'));
  if (!found) throw new Error('no migration asks what place is');
  return found;
}

/** Rows stop the migration that cannot know their values, in plain words, and nothing has changed. */
async function refusesToGuess(subject: Subject): Promise<void> {
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl };
  const schema = await described(subject);
  const { code, output } = await run(subject.python, ['-m', 'alembic', 'upgrade', 'head'], {
    cwd: subject.root,
    env,
  });
  if (code === 0 || !output.includes('2 rows of books have no place: see FILL IN above'))
    throw new Error(
      `alembic upgrade ended with ${code} and did not say what is missing\n${output.slice(-3000)}`,
    );
  if ((await described(subject)) !== schema)
    throw new Error('a migration that failed has changed the tables');
}

/** The one column that was dropped without a default comes back nullable. */
const withoutKind = (schema: string): string =>
  schema.replace(/("kind": \[\s*"[^"]*",\s*)(true|false)/, '$1');

async function keepsRows(subject: Subject): Promise<void> {
  const { file, text } = unfilled(subject.root);
  await withDatabase(subject, async (own) => {
    const first = firstRevision(own.root);
    await alembic(own, 'upgrade', first);
    await insert(own, before);
    const schema = await described(own);
    await refusesToGuess(own);
    try {
      writeFileSync(file, text.replace('"place": sa.null()', `"place": ${place}`));
      await alembic(own, 'upgrade', 'head');
      await alembic(own, 'check');
      await expectRows(own, after, 'after the upgrade');
      await alembic(own, 'downgrade', first);
      await expectRows(own, back, 'after the downgrade');
      if (withoutKind(await described(own)) !== withoutKind(schema))
        throw new Error('the downgrade has not brought the first tables back');
      await alembic(own, 'upgrade', 'head');
      await expectRows(own, after, 'after the second upgrade');
    } finally {
      writeFileSync(file, text);
    }
  });
}

/** A database that went all the way is built as one that began at the end. */
async function isAsFresh(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    await alembic(own, 'upgrade', 'head');
    const changed = await described(own);
    await withDatabase({ ...own, root: freshRoot(own.root) }, async (fresh) => {
      await alembic(fresh, 'upgrade', 'head');
      const expected = await described(fresh);
      if (changed !== expected) throw new Error(`the changed database is\n${changed}\nand not\n${expected}`);
    });
  });
}

/** What a project has to pass whose resources were changed. */
export const evolveChecks: readonly Check[] = [
  { name: 'rows survive every change', databases: 'each', run: keepsRows },
  { name: 'schema is that of a fresh project', databases: 'each', run: isAsFresh },
];
