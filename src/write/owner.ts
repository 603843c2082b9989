import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';
import { sleep } from './patient.ts';

const OWNER = 'pid';
/** A process id may be somebody else's by now: no run takes this long. */
const STALE_AFTER_MS = 10 * 60 * 1000;
/** Who has just made the folder says in a moment whose it is. */
const NAMELESS_MS = 50;

/** The error of a run that finds another one in its project. */
export function busy(): UserError {
  return new UserError(
    `another run is writing to this project: wait for it, or remove ${TRANSACTION_FOLDER}`,
    4,
  );
}

/**
 * Makes the transaction's folder, which only one run can.
 *
 * @throws UserError (exit 4) when another run was faster
 */
export function makeTransaction(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? busy() : error;
  }
}

/** Says whose the folder is. Half a number would be another process's, so it comes with one rename. */
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

/** Whether the run that made this folder is still going. */
export function isRunning(folder: string): boolean {
  const pid = ownerOf(folder) ?? nameless(folder);
  if (pid === undefined || pid === process.pid) return false;
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made <= STALE_AFTER_MS && isAlive(pid);
}
