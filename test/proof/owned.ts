import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Names this machine in what is kept outside it. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
const prefix = 'fastapi-architect-proof-';
/** What a proof makes says which process made it, so that a later run can delete what a killed one left. */
const mark = `${machine}_${process.pid}`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether something of this name was made by a process of this machine that has ended. */
export function isLeftOver(name: string): boolean {
  const [, owner, pid] = /([\da-f]{6})_(\d+)(?:_|$)/.exec(name) ?? [];
  return owner === machine && !isRunning(Number(pid));
}

/** A name that begins with `start` and says who made it. */
export const ownName = (start: string): string => `${start}${mark}`;

const ownFolder = (): string => join(tmpdir(), ownName(prefix));

/** Deletes the folder of this process. */
export function deleteOwnFolder(): void {
  rmSync(ownFolder(), { recursive: true, force: true });
}

/** Returns the folder for everything that this process makes; the first call makes it, the end of the process deletes it. */
export function ownTemporaryFolder(): string {
  const folder = ownFolder();
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    process.once('exit', deleteOwnFolder);
    // Vitest ends a worker with a signal, after which nothing else would be run.
    process.once('SIGTERM', () => process.exit());
  }
  return folder;
}

/** Deletes the folders of proofs that were killed; returns how many there were. */
export function deleteLeftOverFolders(): number {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix) && isLeftOver(name));
  for (const name of names) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  return names.length;
}

/** Deletes a lock whose holder was killed; of several who try at once, one succeeds. */
function breakLock(lock: string): void {
  const moved = `${lock}.${ownName('broken_')}`;
  try {
    renameSync(lock, moved);
    rmSync(moved, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Rounds of waiting. */
const TOLD_AFTER = 25;

/** Does something that no other process does meanwhile: the file `lock` is there as long as it takes. */
export async function locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, ownName(''), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isLeftOver(readIfThere(lock))) breakLock(lock);
      if (waited === TOLD_AFTER)
        console.log(
          `waiting for ${lock}, which process ${readIfThere(lock)} holds; delete it if that has ended`,
        );
      await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * Claims one of a few things that processes of one machine cannot share, until this process ends: it listens on a port that stands
 * for it, which the operating system gives back whatever happens.
 *
 * @param kind a word for it, for the error
 * @param firstPort the port that stands for number 0
 * @param count how many there are
 * @returns the number of the one that was free
 * @throws Error when all are taken
 */
export async function claim(kind: string, firstPort: number, count: number): Promise<number> {
  for (let number = 0; number < count; number += 1) {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(firstPort + number, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    server.unref();
    return number;
  }
  throw new Error(`all ${count} of ${kind} are in use by other proofs of this machine`);
}
