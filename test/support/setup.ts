import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databases, dropLeftOverDatabases, postgresFault } from '../proof/databases.ts';
import { cache, checkout, tool } from '../proof/machine.ts';
import { deleteLeftOverFolders, deleteOwnFolder, locked } from '../proof/owned.ts';
import { hasRedis } from '../proof/redis.ts';
import { buildIfStale } from './build.ts';

/** Projects with their environments, databases and caches, while two proofs run. */
const NEEDED_GIGABYTES = 2;
const BYTES = 1024 ** 3;

/** Vitest's projects that start no program of a generated project. */
const WITHOUT_PROOFS = new Set(['', 'fuzz', 'golden', 'unit']);

/** Says that the proofs' folder has too little room, in one line, or nothing. */
export function diskFault(folder: string, needed = NEEDED_GIGABYTES): string | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / BYTES;
  return free >= needed
    ? undefined
    : `the proofs need ${needed} GB in ${folder}, ${free.toFixed(1)} GB are free; free some, or name another folder with TMPDIR`;
}

/** Does what two runs in one checkout must not do at once: they install and build in the same folders. */
const alone = (work: () => void): Promise<void> =>
  locked(join(cache, 'setup.lock'), () => Promise.resolve(work()));

/** Deletes what processes that have ended have left: their folders and databases. */
async function cleanUp(): Promise<{ readonly folders: number; readonly dropped: number }> {
  const folders = deleteLeftOverFolders();
  const found = await databases();
  return {
    folders,
    dropped: found.includes('postgresql') ? await dropLeftOverDatabases(tool('python')) : 0,
  };
}

async function prepareProofs(): Promise<void> {
  const full = diskFault(tmpdir());
  if (full !== undefined) throw new Error(full);
  console.log('installing the tools of the proofs, where they are not installed yet');
  await alone(() => {
    execFileSync(process.execPath, [join(checkout, 'scripts', 'tools.mjs')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
  const hasPostgres = (await databases()).includes('postgresql');
  const refused = hasPostgres ? await postgresFault(tool('python')) : undefined;
  if (refused !== undefined) throw new Error(refused);
  const told = (there: boolean) => (there ? 'yes' : 'no, nothing answers');
  console.log(`services: PostgreSQL ${told(hasPostgres)}; Redis ${told(await hasRedis())}`);
}

/** Runs once before all tests: makes the build current and, for proofs, installs their tools and checks what they need. */
export default async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  await alone(buildIfStale);
  if (vitest.projects.every(({ name }) => WITHOUT_PROOFS.has(name))) return undefined;
  await prepareProofs();
  const { folders, dropped } = await cleanUp();
  if (folders + dropped > 0)
    console.log(`deleted what a run that was killed left: ${folders} folders, ${dropped} databases`);
  return async () => {
    await cleanUp();
    deleteOwnFolder();
  };
}
