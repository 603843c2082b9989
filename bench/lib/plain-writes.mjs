// The files of a new project, and a process that writes them and does nothing else.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { emptied, newProject } from './workspace.mjs';

const plainWriter = fileURLToPath(new URL('plain-writer.mjs', import.meta.url));

/** Everything that a run writes, for a process that does nothing else. @param {string} project */
function contentsOf(project) {
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [relative(project, file), readFileSync(file).toString('latin1')];
  });
}

/**
 * Makes a project once, to have its files.
 *
 * @param {string} folder where it is made, and where its contents are stored
 * @returns {{ args: readonly string[], files: number }} the arguments for Node that write them into `shop`, and their number
 */
export function plainWrites(folder) {
  const work = join(folder, 'plain');
  run(newProject(emptied(work)));
  const contents = contentsOf(join(work, 'shop'));
  const stored = join(folder, 'contents.json');
  writeFileSync(stored, JSON.stringify(contents));
  return { args: [plainWriter, stored, 'shop'], files: contents.length };
}
