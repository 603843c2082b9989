import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tracking } from './repository.ts';

const ENVIRONMENT = '.venv';
const PYTHONS = ['bin/python', 'Scripts/python.exe'];

/** Reasons not to use a project's virtual environment. */
const FAULTS = {
  tracked: `git tracks ${ENVIRONMENT}, so it came with the repository and is not run: delete it ("git rm -r --cached ${ENVIRONMENT}", then the folder), and run "uv sync"`,
  unknown: `git does not answer whether it tracks ${ENVIRONMENT}, so ${ENVIRONMENT} is not used: fix what "git status" reports here, then run again`,
};

/** The interpreter of a project's virtual environment, or the reason not to use it; neither if there is none. */
export interface ProjectPython {
  readonly python?: string;
  readonly fault?: string;
}

/** Finds the interpreter in a project's `.venv`. Refuses a `.venv` that git tracks: it came with the repository. */
export function projectPython(root: string): ProjectPython {
  const python = PYTHONS.map((path) => join(root, ENVIRONMENT, path)).find((path) => existsSync(path));
  if (python === undefined) return {};
  const found = tracking(root, ENVIRONMENT);
  return found === 'untracked' ? { python } : { fault: FAULTS[found] };
}
