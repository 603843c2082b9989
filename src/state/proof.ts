import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { UserError } from '../errors.ts';
import { tracking } from '../programs/repository.ts';

const KEY_BYTES = 32;

/** Where programs keep a user's state on this platform. */
function stateHome(): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: windows } = process.env;
  const said = process.platform === 'win32' ? windows : xdg;
  return said !== undefined && isAbsolute(said) ? said : join(homedir(), '.local', 'state');
}

/** The file of the user's own secret. No clone and no archive brings it, and no other user can read it. */
export const keyFile = (): string => join(stateHome(), 'fastapi-architect', 'key');

function readKey(): Buffer | undefined {
  try {
    const file = keyFile();
    const key = lstatSync(file).isFile() ? readFileSync(file) : undefined;
    return key?.length === KEY_BYTES ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Makes the secret where there is none. It gets its name when it is complete, and of two runs at once the first one's stays. */
function makeKey(): Buffer | undefined {
  try {
    const file = keyFile();
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const made = `${file}.${randomBytes(8).toString('hex')}`;
    writeFileSync(made, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(made, file);
    } finally {
      rmSync(made);
    }
  } catch {
    // Another run has made it, or it cannot be made: reading it says which.
  }
  return readKey();
}

const proofBy = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/**
 * Proves that a text is this user's: what a repository brings cannot have it. Empty where a user's secret cannot be
 * kept; such a text counts as somebody else's.
 */
export function proofOf(text: string): string {
  const key = readKey() ?? makeKey();
  return key === undefined ? '' : proofBy(key, text);
}

/** Whether this user has written a text, on this machine. */
export function isProved(text: string, proof: string): boolean {
  const key = readKey();
  if (key === undefined) return false;
  const [expected, found] = [proofBy(key, text), proof].map((each) => Buffer.from(each));
  return expected?.length === found?.length && timingSafeEqual(expected as Buffer, found as Buffer);
}

/** Beside a record of a run: the proof that this user has written it. */
export const PROOF = 'proof';

function storedProof(file: string): string {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

/**
 * Refuses a record that says what to write and comes with a repository: whoever wrote that would write here.
 *
 * @param folder of the record, from the project's root
 * @param name of the record in it
 * @throws UserError (exit 4) naming the record, and how to go on
 */
export function refuseForeign(root: string, folder: string, name: string, text: string): void {
  const path = `${folder}/${name}`;
  const isTracked = tracking(root, folder) === 'tracked';
  if (!isTracked && isProved(text, storedProof(join(root, folder, PROOF)))) return;
  const why = isTracked
    ? 'git tracks it, so it came with the repository'
    : `no run of yours on this machine wrote it (the secret in your state folder proves which did)`;
  const how = isTracked ? `"git rm -r --force ${folder}"` : `"rm -r ${folder}"`;
  throw new UserError(
    `${path}: ${why}; nothing was written: check that your files are complete, then delete it with ${how}`,
    4,
  );
}
