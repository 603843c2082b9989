import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './checks.ts';
import { pytest } from './pytest.ts';

/** A way to ask the database once a row. */
interface Repeat {
  /** Paths below `app`. */
  readonly files: RegExp;
  readonly find: RegExp;
  readonly put: string;
}

const perRow = (indent: string, statement: string): string =>
  `$1${indent}for row in rows:\n${indent}    await ${statement}\n`;

const tagsOfEachRow = `loads = (selectinload(Product.tags), selectinload(Product.makers))

    async def page(self, *db, **query):
        rows, total = await super().page(*db, **query)
        for row in rows:
            await (getattr(self, "_session", None) or db[0]).refresh(row, ["tags"])
        return rows, total
`;

/** Together they slow down every list that a project has, each in the way that its layers invite. */
const repeats: readonly Repeat[] = [
  {
    files: /(repositories|services)\/product\.py$/,
    find: /loads = \(selectinload\(Product\.tags\), selectinload\(Product\.makers\)\)\n/,
    put: tagsOfEachRow,
  },
  {
    files: /services\/(tag|maker|job|news|news_source|invitation)\.py$/,
    find: /( {8}rows, total = await self\.(_\w+)\.page\(\w+\)\n)/,
    put: perRow(' '.repeat(8), 'self.$2.get_by("id", row.id)'),
  },
  {
    files: /(endpoints|routers)\/(tags|makers)\.py$/,
    find: /( {4}rows, total = await \w+_(?:repo|service)\.page\(db, query=query\)\n)/,
    put: perRow(' '.repeat(4), 'db.refresh(row)'),
  },
  {
    files: /v1\/(tag|maker|product)\.py$/,
    find: /( {4}rows, total = await paginate\([^()]*\)\n)/,
    put: perRow(' '.repeat(4), 'db.refresh(row)'),
  },
  {
    files: /(services\/user|login\/user_service)\.py$/,
    find: /( {8})stats = await self\._sessions\.stats\(\[user\.id for user in users\]\)\n/,
    put: '$1stats = {}\n$1for user in users:\n$1    stats |= await self._sessions.stats([user.id])\n',
  },
  {
    files: /repositories\/membership\.py$/,
    find: /( {8})return rows\.all\(\), (await self\._session\.scalar\(count\) or 0)/,
    put: '$1found = rows.all()\n$1for row in found:\n$1    await self._session.refresh(row, ["created_at"])\n$1return found, $2',
  },
];

const pythonFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.py'));

function spoil(folder: string): void {
  for (const file of pythonFiles(folder))
    for (const { find, put } of repeats.filter(({ files }) => files.test(file))) {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(find, put));
    }
}

/** Files of tests that hold a list to its number of statements. */
const guardsIn = (folder: string): readonly string[] =>
  pythonFiles(folder).filter((file) =>
    readFileSync(join(folder, file), 'utf8').includes('.assert_constant('),
  );

/** Lets every list of a copy ask once a row; returns how many these are. Raises Error naming the tests that did not fail for it. */
export async function repeatsAreCaught(subject: Subject, copy: string): Promise<number> {
  cpSync(subject.root, copy, { recursive: true });
  const guards = guardsIn(join(copy, 'tests')).filter((file) => file.includes('test_'));
  spoil(join(copy, 'app'));
  const files = guards.map((file) => `tests/${file}`);
  const args = ['--tb=short', '-k', 'constant_number_of_statements', ...files];
  const database = { TEST_DATABASE_URL: subject.testDatabaseUrl };
  const { output } = await pytest({ ...subject, root: copy }, args, database);
  const said = output.split('\n').filter((line) => line.startsWith('FAILED') && line.includes('(N+1)'));
  const missed = files.filter((file) => !said.some((line) => line.includes(` ${file}::`)));
  if (files.length === 0 || missed.length > 0)
    throw new Error(`a query a row was not noticed in ${missed.join(', ')}\n${output.slice(-4000)}`);
  return files.length;
}
