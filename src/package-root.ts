import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder; sources and build output are at different depths below it. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates'))) folder = dirname(folder);
  return folder;
}

/** Folders that are published besides the code. */
export const packageFolder = findRoot();

export const templatesFolder = join(packageFolder, 'templates');

/** The Python package of the architecture rules, which projects get a copy of. */
export const guardFolder = join(packageFolder, 'guard', 'architect_guard');

/** The generator's own version, as its package.json says. */
export const version = (
  JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
).version;
