import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { objectFile } from './layout.ts';
import { readProjectFile } from './read.ts';

/** Limit for unpacked data: a small gzip file can expand beyond the available memory. */
export const MOST_BYTES = 64_000_000;

/** Normalises what editors and git change on their own: byte order mark, line ends, the final newline. */
export function normalise(text: string): string {
  const lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}

/** SHA-256 of the normalised text, so that checkout settings do not change the hash. */
export function hashOf(text: string): string {
  return createHash('sha256').update(normalise(text)).digest('hex');
}

/** The stored form of a base. */
export function pack(text: string): Uint8Array {
  return gzipSync(normalise(text));
}

/** Reads the base with this hash; undefined if it is missing or damaged. */
export function readBase(root: string, hash: string): string | undefined {
  try {
    const packed = readProjectFile(root, objectFile(hash)) ?? '';
    const text = gunzipSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8');
    return hashOf(text) === hash ? text : undefined;
  } catch {
    return undefined;
  }
}
