// Finds a Python for generated projects, and installs such a project: with uv if available, else
// with Python's own venv and a pip that knows dependency groups (PEP 735, pip 25.1).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST = [3, 11];
const PIP_WITH_GROUPS = 'pip>=25.1';
const CANDIDATES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/** An error that is printed in one line. */
export class SetupError extends Error {}

/**
 * Runs a program and waits for it.
 *
 * @returns {string} what it printed
 * @throws {SetupError} with its last output line if it fails
 */
export function run(command, args, { cwd, env, hint, shell } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return result.stdout;
  const printed = `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim().split('\n').at(-1);
  const reason = result.error?.message ?? printed;
  throw new SetupError(`${[command, ...args].join(' ')} failed: ${reason}${hint ? ` (${hint})` : ''}`);
}

function versionOf(command) {
  const script = 'import sys; print(*sys.version_info[:2])';
  const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split(' ').map(Number) : undefined;
}

const isNewEnough = ([major, minor]) => major === OLDEST[0] && minor >= OLDEST[1];

/**
 * @returns {string} the command of a Python that is recent enough
 * @throws {SetupError} with the versions that were found
 */
export function findPython() {
  const found = CANDIDATES.map((command) => ({ command, version: versionOf(command) })).filter(
    ({ version }) => version,
  );
  const good = found.find(({ version }) => isNewEnough(version));
  if (good) return good.command;
  const seen = found.map(({ version }) => version.join('.')).join(', ') || 'none';
  throw new SetupError(
    `Python ${OLDEST.join('.')} or newer is needed, found ${seen}: install it and run this again`,
  );
}

/** @returns {boolean} whether uv can be run */
export function hasUv() {
  return spawnSync('uv', ['--version']).status === 0;
}

/** @returns {string} the program `name` of a project's own environment */
export function inEnvironment(project, name) {
  const folder = process.platform === 'win32' ? 'Scripts' : 'bin';
  return join(project, '.venv', folder, process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * Installs a generated project with its dev group into its own `.venv`.
 *
 * @param {'uv' | 'pip'} way
 * @throws {SetupError} if Python or the package registry is not available
 */
export function installProject(project, way = hasUv() ? 'uv' : 'pip') {
  const hint = 'is the package registry reachable?';
  const env = { VIRTUAL_ENV: '' };
  if (way === 'uv') {
    run('uv', ['sync', '--quiet'], { cwd: project, env, hint });
    return;
  }
  const python = inEnvironment(project, 'python');
  if (!existsSync(python)) {
    const advice = 'on Debian: apt install python3-venv';
    run(findPython(), ['-m', 'venv', '.venv'], { cwd: project, hint: advice });
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run(python, [...pip, '--upgrade', PIP_WITH_GROUPS], { cwd: project, hint });
  run(python, [...pip, '--editable', '.', '--group', 'dev'], { cwd: project, hint });
}
