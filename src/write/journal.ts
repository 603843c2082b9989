import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { TRANSACTION_FOLDER } from '../state/layout.ts';

export interface FileWrite {
  /** Posix path from the root. */
  readonly path: string;
  readonly content: string | Uint8Array | null;
  /** What the file held when the run was planned; absent: it does not matter. */
  readonly expected?: string | undefined;
}

/** One file that a transaction puts in place, and how to tell how far it got. */
export interface JournalStep {
  readonly path: string;
  readonly staged: string;
  /** Null: there was no such file. */
  readonly before: string | null;
  readonly after: string;
}

export interface Journal {
  /** Writes all new contents aside; once it returns, a killed run will be finished by the next. */
  readonly stage: (writes: readonly FileWrite[]) => readonly JournalStep[];
  readonly close: () => void;
}

/** While the user was thinking about a conflict, the file may have gone on. */
function refuseChangedSince(root: string, { path, expected }: FileWrite): void {
  if (expected === undefined || readFileSync(join(root, path), 'utf8') === expected) return;
  throw new UserError(`${path} was changed during the run: nothing was written, run again`);
}

const JOURNAL = 'journal.json';
const OWNER = 'pid';
/** A process id may be somebody else's by now: no run takes this long. */
const STALE_AFTER_MS = 10 * 60 * 1000;

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function digestOf(file: string): string | null {
  return existsSync(file) ? digest(readFileSync(file)) : null;
}

function isRunning(folder: string): boolean {
  try {
    if (Date.now() - statSync(folder).mtimeMs > STALE_AFTER_MS) return false;
    const pid = Number(readFileSync(join(folder, OWNER), 'utf8'));
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Opens the project's one transaction.
 *
 * @throws UserError (exit 4) when another run holds it
 */
export function openJournal(root: string): Journal {
  const folder = join(root, TRANSACTION_FOLDER);
  recover(root);
  mkdirSync(folder);
  writeFileSync(join(folder, OWNER), String(process.pid));
  return {
    stage: (writes) => {
      for (const write of writes) refuseChangedSince(root, write);
      const steps = writes.map(({ path, content }, index): JournalStep => {
        const staged = String(index);
        writeFileSync(join(folder, staged), content);
        return { path, staged, before: digestOf(join(root, path)), after: digest(content) };
      });
      writeFileSync(join(folder, `${JOURNAL}.new`), JSON.stringify(steps));
      renameSync(join(folder, `${JOURNAL}.new`), join(folder, JOURNAL));
      return steps;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function finish(root: string, folder: string): void {
  const steps = JSON.parse(readFileSync(join(folder, JOURNAL), 'utf8')) as readonly JournalStep[];
  const left = steps.filter(({ staged }) => existsSync(join(folder, staged)));
  for (const { path, before, after } of left) {
    const found = digestOf(join(root, path));
    if (found === before || found === after) continue;
    throw new UserError(
      `an earlier run was interrupted and ${path} has changed since: compare it with ${TRANSACTION_FOLDER}, then remove that folder`,
      4,
    );
  }
  for (const { path, staged } of left) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    renameSync(join(folder, staged), join(root, path));
  }
}

/**
 * Ends what a killed run left: with a journal its files are put in place, without one they are thrown away.
 *
 * @returns whether files were put in place
 * @throws UserError (exit 4) when that run is still going, or the user has changed one of its files since
 */
export function recover(root: string): boolean {
  const folder = join(root, TRANSACTION_FOLDER);
  if (!existsSync(folder)) return false;
  if (isRunning(folder)) {
    throw new UserError(
      `another run is writing to this project: wait for it, or remove ${TRANSACTION_FOLDER}`,
      4,
    );
  }
  const finished = existsSync(join(folder, JOURNAL));
  if (finished) finish(root, folder);
  rmSync(folder, { recursive: true, force: true });
  return finished;
}
