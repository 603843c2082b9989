import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const built = join(root, 'dist', 'bin', 'fastapi-architect.js');

function isCurrent(): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const folders = ['bin', 'generators', 'scripts', 'src', 'templates'].map((name) => join(root, name));
  const sources = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  return sources.every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs < made);
}

/** Builds unless the build is newer than all of its sources: tests that start processes start what is published. */
export function buildIfStale(): void {
  if (!isCurrent())
    execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
}
