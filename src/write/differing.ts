import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileWrite } from './journal.ts';

function onDisk(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Those writes that would change something, so that a run with nothing to do touches nothing. */
export function differing(root: string, writes: readonly FileWrite[]): FileWrite[] {
  return writes.filter(({ path, content }) => !onDisk(join(root, path))?.equals(Buffer.from(content)));
}
