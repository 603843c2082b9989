import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Subject } from './checks.ts';
import { createDatabase } from './databases.ts';
import type { Rows } from './evolve-rows.ts';
import { mustRunPython, runPython } from './run.ts';

const script = join(import.meta.dirname, 'database.py');

/** Runs a Python script on a project's database; returns what it printed. */
export async function python(subject: Subject, args: readonly string[], input?: string): Promise<string> {
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl, PYTHONPATH: subject.root };
  const options = { cwd: subject.root, env, ...(input !== undefined && { input }) };
  return mustRunPython(subject.python, args, options);
}

export const insert = (subject: Subject, rows: Rows) =>
  python(subject, [script, 'insert'], JSON.stringify(rows));
/** The rows of every table, by its name. */
export const readRows = async (subject: Subject): Promise<Rows> =>
  JSON.parse(await python(subject, [script, 'read'])) as Rows;

export type Schema = Readonly<Record<string, unknown>>;

export function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}

/** Says where two schemas differ. Raises Error when they do. */
export function expectSchema(found: Schema, expected: Schema, when: string): void {
  for (const table of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    if (isDeepStrictEqual(found[table], expected[table])) continue;
    const shown = (schema: Schema) => JSON.stringify(schema[table], null, 1);
    throw new Error(`${when}: ${table} is\n${shown(found)}\nand not\n${shown(expected)}`);
  }
}

/** How the database is built: lists are sorted, so that two can be compared. */
export async function described(subject: Subject): Promise<Schema> {
  return sorted(JSON.parse(await python(subject, [script, 'describe']))) as Schema;
}

/** Runs a command of Alembic that has to fail; returns what it said. */
export async function refused(subject: Subject, command: string): Promise<string> {
  const before = await described(subject);
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl };
  const args = ['-m', 'alembic', ...command.split(' ')];
  const { code, output } = await runPython(subject.python, args, { cwd: subject.root, env });
  if (code === 0) throw new Error(`alembic ${command} should have failed\n${output.slice(-3000)}`);
  expectSchema(await described(subject), before, 'after a migration that failed');
  return output;
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
  const inOrder = (name: string) =>
    (rows[name] ?? []).map(row).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(Object.keys(rows).map((name) => [name, inOrder(name)]));
}

/** The rows with those columns alone that they are expected to have. */
function columnsOf(rows: Rows, expected: Rows): Rows {
  const only = (name: string) => {
    const keys = Object.keys(expected[name]?.[0] ?? {});
    return (rows[name] ?? []).map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null])));
  };
  return Object.fromEntries(Object.keys(expected).map((name) => [name, only(name)]));
}

/** Raises Error where a table has other rows than expected; tables and columns that are not named may be there. */
export async function expectRows(subject: Subject, expected: Rows, when: string): Promise<void> {
  const found = plain(columnsOf(await readRows(subject), expected));
  for (const [table, rows] of Object.entries(plain(expected))) {
    if (isDeepStrictEqual(found[table], rows)) continue;
    const shown = (value: unknown) => JSON.stringify(value, null, 1);
    throw new Error(`${when}: ${table} has\n${shown(found[table])}\nand not\n${shown(rows)}`);
  }
}
