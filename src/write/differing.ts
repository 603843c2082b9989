import { join } from 'node:path';
import { ANSWERS_FILE, STATE_FOLDER } from '../state/layout.ts';
import { readProjectFile } from '../state/read.ts';
import { isThere } from './disk.ts';
import type { FileWrite } from './stage.ts';

/** Whether a record is unchanged apart from line ends, which a git checkout may convert. */
function isSameMemory(path: string, found: Buffer | undefined, content: string): boolean {
  const isOurs = path === ANSWERS_FILE || path.startsWith(`${STATE_FOLDER}/`);
  return isOurs && found?.toString('utf8').replaceAll('\r\n', '\n') === content;
}

function isDifferent(root: string, { path, content }: FileWrite): boolean {
  if (content === null) return isThere(join(root, path));
  const found = readProjectFile(root, path);
  if (typeof content === 'string' && isSameMemory(path, found, content)) return false;
  return !found?.equals(Buffer.from(content));
}

/** Returns the writes that change a file. */
export function differing(root: string, writes: readonly FileWrite[]): FileWrite[] {
  return writes.filter((write) => isDifferent(root, write));
}
