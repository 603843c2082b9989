import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { renderProject } from '../support/render.ts';
import { stacks } from './answers.ts';
import { cache, programIn, tool, type Python } from './machine.ts';
import { locked, ownTemporaryFolder } from './owned.ts';
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
 * Returns the virtual environment with what a generated project declares, and nothing else: one for all projects with the same dependencies. The
 * project itself is not installed in it, and is therefore never found in another project's place.
 */
export async function exactEnvironmentFor(root: string, python: Python): Promise<string> {
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

interface Manifest {
  readonly project: { readonly 'requires-python': string; readonly dependencies: readonly string[] };
  readonly 'dependency-groups': { readonly dev: readonly string[] };
}

const unique = (lists: readonly (readonly string[])[]): string =>
  `[\n${[...new Set(lists.flat())].map((each) => `  ${JSON.stringify(each)},\n`).join('')}]`;

/** Returns the virtual environment with what the projects of all profiles and logins declare, so that mypy reads it once. */
export async function sharedEnvironmentFor(_root: string, python: Python): Promise<string> {
  const manifests = stacks.map(({ profile, options: { auth } }) => {
    const text = renderProject(profile, [], auth).get('pyproject.toml') ?? '';
    return parse(text) as unknown as Manifest;
  });
  const root = mkdtempSync(join(ownTemporaryFolder(), 'shared-'));
  const lines = [
    '[project]',
    'name = "every-profile"',
    'version = "0.0.0"',
    `requires-python = ${JSON.stringify(manifests[0]?.project['requires-python'])}`,
    `dependencies = ${unique(manifests.map(({ project }) => project.dependencies))}`,
    '[dependency-groups]',
    `dev = ${unique(manifests.map((each) => each['dependency-groups'].dev))}`,
  ];
  writeFileSync(join(root, 'pyproject.toml'), `${lines.join('\n')}\n`);
  return exactEnvironmentFor(root, python);
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
