import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from './disk.ts';
import type { FileWrite } from './stage.ts';

function onDisk(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function isDifferent(file: string, content: FileWrite['content']): boolean {
  return content === null ? isThere(file) : !onDisk(file)?.equals(Buffer.from(content));
}

/** Those writes that would change something, so that a run with nothing to do touches nothing. */
export function differing(root: string, writes: readonly FileWrite[]): FileWrite[] {
  return writes.filter(({ path, content }) => isDifferent(join(root, path), content));
}
