import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';
import { sleep } from './patient.ts';

const OWNER = 'pid';
/** After this time the process id may have been reused; no run takes that long. */
const STALE_AFTER_MS = 10 * 60 * 1000;
/** Time between creating the folder and writing its owner. */
const NAMELESS_MS = 50;

/** The error if another run is in progress. */
export function busy(): UserError {
  return new UserError(
    `another run is writing to this project: wait until it ends, or delete ${TRANSACTION_FOLDER} if there is none`,
    4,
  );
}

/**
 * Creates the transaction's folder, which serves as the lock between runs.
 *
 * @throws UserError (exit 4) if another run has created it
 */
export function makeTransaction(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? busy() : error;
  }
}

/** Writes the owner's process id atomically: a partial number could be another process's id. */
export function claim(folder: string): void {
  writeFileSync(join(folder, `${OWNER}.new`), String(process.pid));
  renameSync(join(folder, `${OWNER}.new`), join(folder, OWNER));
}

function ownerOf(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, OWNER), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function nameless(folder: string): number | undefined {
  sleep(NAMELESS_MS);
  return ownerOf(folder);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the run that created this folder is still in progress. */
export function isRunning(folder: string): boolean {
  const pid = ownerOf(folder) ?? nameless(folder);
  if (pid === undefined || pid === process.pid) return false;
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made <= STALE_AFTER_MS && isAlive(pid);
}
