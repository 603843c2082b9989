import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PYTHONS = ['.venv/bin/python', '.venv/Scripts/python.exe'];

/** The interpreter of the environment that a project has; undefined where it has none. */
export function projectPython(root: string): string | undefined {
  return PYTHONS.map((path) => join(root, path)).find((path) => existsSync(path));
}
