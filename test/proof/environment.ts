import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, programIn, tool, type Python } from './machine.ts';
import { locked } from './owned.ts';
import { mustRun } from './run.ts';

/** What decides which packages an environment has. */
function keyOf(root: string, python: Python): string {
  const text = readFileSync(join(root, 'pyproject.toml'), 'utf8');
  const lists = text.match(
    /^(requires-python = .*|dependencies = \[[^]*?^\]|\[dependency-groups\][^]*?^\])$/gm,
  );
  if (lists === null || lists.length < 3)
    throw new Error('pyproject.toml: the lists of dependencies were not found');
  return createHash('sha256')
    .update([python.command, ...lists].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

/**
 * Returns the virtual environment for a generated project: one for all projects with the same dependencies. The project itself is not installed in
 * it, and is therefore never found in another project's place.
 */
export async function environmentFor(root: string, python: Python): Promise<string> {
  const folder = join(cache, `python${python.version}-${keyOf(root, python)}`);
  const finished = join(folder, 'finished');
  const lockFile = join(folder, 'uv.lock');
  await locked(`${folder}.lock`, async () => {
    if (existsSync(finished)) return;
    rmSync(folder, { recursive: true, force: true });
    const env = {
      UV_PROJECT_ENVIRONMENT: folder,
      UV_PYTHON: python.command,
      VIRTUAL_ENV: undefined,
    };
    await mustRun(tool('uv'), ['sync', '--quiet', '--no-install-project', '--no-progress'], {
      cwd: root,
      env,
    });
    cpSync(join(root, 'uv.lock'), lockFile);
    rmSync(join(root, 'uv.lock'));
    writeFileSync(finished, '');
  });
  return folder;
}

/** Installs a project as its README says where there is no uv: with Python's own venv, and a pip that knows dependency groups. */
export async function pipEnvironmentFor(root: string, python: Python): Promise<string> {
  const folder = join(root, '.venv');
  // What is not imported need not be compiled.
  const options = { cwd: root, env: { VIRTUAL_ENV: undefined, PIP_NO_COMPILE: '1' } };
  await mustRun(python.command, ['-m', 'venv', folder], options);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await mustRun(programIn(folder, 'python'), [...install, '--upgrade', 'pip>=25.1'], options);
  await mustRun(programIn(folder, 'python'), [...install, '--editable', '.', '--group', 'dev'], options);
  return folder;
}

/** What every command in a project is run with: the cached environment first on the path, and nothing of ours. */
export function environmentVariables(environment: string, root: string): Record<string, string | undefined> {
  const programs = join(programIn(environment, 'python'), '..');
  return {
    PATH: `${programs}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`,
    PYTHONPATH: root,
    // An export that a check makes is compared; a missing one must not be excused by a lenient default.
    CI: 'true',
    // Where it is set, every one of hundreds of processes would compile its libraries anew.
    PYTHONDONTWRITEBYTECODE: undefined,
    VIRTUAL_ENV: undefined,
    DATABASE_URL: undefined,
    TEST_DATABASE_URL: undefined,
    ENVIRONMENT: undefined,
  };
}
