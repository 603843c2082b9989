import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { UserError } from '../errors.ts';
import { tracking } from '../programs/repository.ts';

const KEY_BYTES = 32;

/** The platform's folder for user state. */
function stateHome(): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: windows } = process.env;
  const said = process.platform === 'win32' ? windows : xdg;
  return said !== undefined && isAbsolute(said) ? said : join(homedir(), '.local', 'state');
}

/** Path of the user's secret key. It is outside every repository and readable by this user only. */
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

/** Creates the key if there is none. Linking the complete file is atomic: of two concurrent runs, the first one wins. */
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
    // Another run has created it, or it cannot be created: reading it tells which.
  }
  return readKey();
}

const proofBy = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/**
 * Signs a text with the user's key, which a repository cannot forge. Empty if no key can be stored; such a text is
 * not trusted later.
 */
export function proofOf(text: string): string {
  const key = readKey() ?? makeKey();
  return key === undefined ? '' : proofBy(key, text);
}

/** Whether the proof was made with this user's key. */
export function isProved(text: string, proof: string): boolean {
  const key = readKey();
  if (key === undefined) return false;
  const [expected, found] = [proofBy(key, text), proof].map((each) => Buffer.from(each));
  return expected?.length === found?.length && timingSafeEqual(expected as Buffer, found as Buffer);
}

/** File name of the proof, next to the record. */
export const PROOF = 'proof';

function storedProof(file: string): string {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

/**
 * Refuses a record that this user's runs did not write: a repository could use it to write arbitrary files.
 *
 * @param folder of the record, relative to the project root
 * @param name of the record's file
 * @throws UserError (exit 4) with the record and the command that deletes it
 */
export function refuseForeign(root: string, folder: string, name: string, text: string): void {
  const path = `${folder}/${name}`;
  const isTracked = tracking(root, folder) === 'tracked';
  if (!isTracked && isProved(text, storedProof(join(root, folder, PROOF)))) return;
  const why = isTracked
    ? 'git tracks it, so it came with the repository'
    : `its proof does not match the key in your state folder, so it was not written by you on this machine`;
  const how = isTracked ? `"git rm -r --force ${folder}"` : `"rm -r ${folder}"`;
  throw new UserError(
    `${path}: ${why}; nothing was written: check that your files are complete, then delete it with ${how}`,
    4,
  );
}
