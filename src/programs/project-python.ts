import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tracking } from './repository.ts';

const ENVIRONMENT = '.venv';
const PYTHONS = ['bin/python', 'Scripts/python.exe'];

/** Why the environment of a project is not used. */
const FAULTS = {
  tracked: `git tracks ${ENVIRONMENT}, so it came with the repository and is not run: delete it ("git rm -r --cached ${ENVIRONMENT}", then the folder), and run "uv sync"`,
  unknown: `git cannot say whether ${ENVIRONMENT} came with the repository, so it is not run: make "git status" work here first`,
};

/** The interpreter of the environment that a project has, or why it is not used; neither where it has none. */
export interface ProjectPython {
  readonly python?: string;
  readonly fault?: string;
}

/** Finds the interpreter of a project's environment. One that git tracks is a program of whoever wrote the repository. */
export function projectPython(root: string): ProjectPython {
  const python = PYTHONS.map((path) => join(root, ENVIRONMENT, path)).find((path) => existsSync(path));
  if (python === undefined) return {};
  const found = tracking(root, ENVIRONMENT);
  return found === 'untracked' ? { python } : { fault: FAULTS[found] };
}
