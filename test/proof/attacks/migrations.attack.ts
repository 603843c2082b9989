import { setTimeout as sleep } from 'node:timers/promises';
import { alembic, type Subject } from '../checks.ts';
import { python, withDatabase } from '../evolve-database.ts';
import { runPython } from '../run.ts';
import type { Attack } from './attack.ts';

const AT_ONCE = 6;

/** Several deployments migrate an empty database at once: each succeeds, and one of them applies the revisions. */
async function migrateTogether(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    const env = { ...own.env, DATABASE_URL: own.databaseUrl };
    const command = () => runPython(own.python, ['-m', 'alembic', 'upgrade', 'head'], { cwd: own.root, env });
    const ended = await Promise.all(Array.from({ length: AT_ONCE }, command));
    const failed = ended.filter(({ code }) => code !== 0);
    if (failed.length > 0)
      throw new Error(`${failed.length} of ${AT_ONCE} failed\n${failed[0]?.output.slice(-2000)}`);
    const said = ended.filter(({ output }) => output.includes('Running upgrade'));
    if (said.length !== 1) throw new Error(`${said.length} of ${AT_ONCE} say that they applied revisions`);
    await alembic(own, 'check');
  });
}

/** Holds a lock on a table for as long as its parent process lives. */
const HOLD = `
import asyncio, os, asyncpg
async def main():
    connection = await asyncpg.connect(os.environ["DATABASE_URL"].replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute("LOCK TABLE makers IN ACCESS SHARE MODE")
        print("held", flush=True)
        await asyncio.sleep(40)
asyncio.run(main())
`;

/** A table that is in use stops a migration after a while, and the migration leaves nothing behind. */
async function waitsOnlyAWhile(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    await alembic(own, 'upgrade head');
    const holding = python(own, ['-c', HOLD]);
    await sleep(3000);
    const env = { ...own.env, DATABASE_URL: own.databaseUrl };
    const down = ['-m', 'alembic', 'downgrade', 'base'];
    const started = Date.now();
    const { code, output } = await runPython(own.python, down, { cwd: own.root, env });
    const seconds = (Date.now() - started) / 1000;
    if (code === 0 || !output.includes('lock timeout'))
      throw new Error(`a migration of a table in use ended with ${code} after ${seconds} s\n${output}`);
    await holding;
    await alembic(own, 'check');
  });
}

export const attacks: readonly Attack[] = [
  { name: 'migrations wait for their turn', databases: 'each', run: migrateTogether },
  {
    name: 'a migration does not wait for ever for a table',
    databases: 'each',
    on: 'postgresql',
    run: waitsOnlyAWhile,
  },
];
