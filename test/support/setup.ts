import { spawnSync } from 'node:child_process';
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
  await alone(() => {
    const { status } = spawnSync(process.execPath, [join(checkout, 'scripts', 'tools.mjs')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('the tools of the proofs could not be installed');
  });
  const hasPostgres = (await databases()).includes('postgresql');
  const refused = hasPostgres ? await postgresFault(tool('python')) : undefined;
  if (refused !== undefined) throw new Error(refused);
  const told = (there: boolean) => (there ? 'yes' : 'no, nothing is listening there');
  console.log(`services: PostgreSQL ${told(hasPostgres)}; Redis ${told(await hasRedis())}`);
}

/** Runs once before all tests: makes the build current and, for proofs, installs their tools and checks what they need. */
export default async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  // scripts/gate.mjs, which started this process, is gone.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  await alone(buildIfStale);
  if (vitest.projects.every(({ name }) => WITHOUT_PROOFS.has(name))) return undefined;
  try {
    await prepareProofs();
  } catch (error) {
    // A sentence, and no stack of ours: the machine lacks something.
    console.error((error as Error).message);
    process.exit(1);
  }
  const { folders, dropped } = await cleanUp();
  if (folders + dropped > 0)
    console.log(`cleaned up after a run that was killed: folders ${folders}, databases ${dropped}`);
  return async () => {
    await cleanUp();
    deleteOwnFolder();
  };
}
