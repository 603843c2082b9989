import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders with installed, built or cached files, or the state of other tools. */
const FOREIGN =
  /^(\.git|\.hg|\.svn|\.fastapi-architect|\.venv|venv|\.tox|\.nox|\.idea|\.vscode|node_modules|__pycache__|htmlcov|dist|build|\..*_cache|.*\.egg-info)$/;

/** Virtual environments of any name. */
function isForeign(root: string, folder: string, name: string): boolean {
  return FOREIGN.test(name) || existsSync(join(root, folder, 'pyvenv.cfg'));
}

/** Lists the files of a project, relative to its root; links are not followed. */
export function* projectFiles(root: string, folder = ''): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    if (entry.isDirectory() && !isForeign(root, path, entry.name)) yield* projectFiles(root, path);
  }
}
