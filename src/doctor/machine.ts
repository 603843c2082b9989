import { silentRun } from '../programs/silent-run.ts';
import type { Finding } from './finding.ts';

/** Minor version of Python 3 that projects need. */
const LEAST_PYTHON = 11;

async function versionOf(program: string, cwd: string): Promise<string | undefined> {
  const { ok, stdout } = await silentRun(program, ['--version'], cwd);
  return ok ? /\d+(\.\d+)+/.exec(stdout)?.[0] : undefined;
}

async function uvFinding(cwd: string): Promise<Finding> {
  const version = await versionOf('uv', cwd);
  return { name: 'uv', found: version ?? 'not found; optional (https://docs.astral.sh/uv/)' };
}

async function pythonFinding(cwd: string): Promise<Finding> {
  const version = (await versionOf('python3', cwd)) ?? (await versionOf('python', cwd));
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const name = 'Python';
  if (major === 3 && minor >= LEAST_PYTHON) return { name, found: version ?? '' };
  const found = version === undefined ? 'not found' : `${version}; projects need 3.${LEAST_PYTHON} or newer`;
  // uv installs its own Python.
  const isMissing = (await versionOf('uv', cwd)) === undefined;
  return isMissing
    ? { name, found, steps: [{ command: 'https://www.python.org/downloads/', note: 'install Python' }] }
    : { name, found: `${found}; uv installs one` };
}

async function gitFinding(cwd: string): Promise<Finding> {
  const version = await versionOf('git', cwd);
  if (version !== undefined) return { name: 'git', found: version };
  return {
    name: 'git',
    found: 'not found',
    steps: [{ command: 'https://git-scm.com/downloads', note: 'install git' }],
  };
}

/** Examines the programs that the generator and projects use. `cwd`: programs below this folder are not run. */
export async function machineFindings(cwd: string): Promise<readonly Finding[]> {
  const found = await Promise.all([pythonFinding, uvFinding, gitFinding].map((find) => find(cwd)));
  return [{ name: 'Node', found: process.versions.node }, ...found];
}
