import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test's own, removed when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What undo needs is this machine's own, as git has it: two projects that are the same have different pasts. */
const UNDO = /(^|\/)\.fastapi-architect\/undo\//;

/** Every file below a folder with its bytes, so that two trees can be compared. */
export function treeOf(root: string, skip: RegExp = /^\.git\//): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const kept = paths.filter((path) => !skip.test(path) && !UNDO.test(path)).toSorted();
  return Object.fromEntries(kept.map((path) => [path, readFileSync(join(root, path), 'base64')]));
}
