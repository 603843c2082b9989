import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Outcome, Switches } from '../run/context.ts';
import { readOnlyArguments } from '../programs/git.ts';
import { projectPython } from '../programs/project-python.ts';
import { readText } from '../write/compare.ts';
import { gitFolder } from '../programs/repository.ts';
import { silentRun } from '../programs/silent-run.ts';

const CONTRACT_SCRIPT = 'scripts/export_openapi.py';

/**
 * Runs the project's script that writes `openapi.json`, if the project has a virtual environment.
 *
 * A failure is printed, not thrown: all other files are complete, and the project's own test prints the command.
 */
async function exportContract(root: string, { say }: Context): Promise<void> {
  const { python, fault } = projectPython(root);
  if (fault !== undefined) return say(`openapi.json was not exported: ${fault}`);
  if (python === undefined || !existsSync(join(root, CONTRACT_SCRIPT))) {
    say(`openapi.json was not exported: run "uv run python ${CONTRACT_SCRIPT}"`);
    return;
  }
  const { ok, lastLine } = await silentRun(python, [CONTRACT_SCRIPT], root);
  say(
    ok
      ? 'openapi.json exported'
      : `openapi.json was not exported (${lastLine}): run "uv run python ${CONTRACT_SCRIPT}"`,
  );
}

/** Exports `openapi.json` after a run that has changed files, unless --skip-install is given. */
export async function exportAfter(
  { root, wrote, interrupted }: Outcome,
  { skipInstall }: Switches,
  context: Context,
): Promise<void> {
  if (wrote && !interrupted && !skipInstall) await exportContract(root, context);
}

async function install(root: string, context: Context): Promise<void> {
  // Ignore the caller's active environment.
  const env = { VIRTUAL_ENV: undefined };
  const { ok, missing, lastLine } = await silentRun('uv', ['sync'], root, { env });
  if (ok) return exportContract(root, context);
  const reason = missing ? 'uv is not installed' : `uv sync failed: ${lastLine}`;
  context.say(`${reason}; install with "uv sync" (or "python -m pip install -e ." in a virtual environment)`);
}

async function commitFirst(root: string, { say }: Context): Promise<void> {
  const inside = await silentRun('git', [...readOnlyArguments, 'rev-parse', '--is-inside-work-tree'], root);
  if (inside.missing) return say('git is not installed: no repository created');
  if (inside.ok) return;
  // "git init" would complete an existing repository and keep its settings, which may run programs.
  if (gitFolder(root) !== undefined)
    return say(`git cannot read the existing repository (${inside.lastLine}): no commit created`);
  const steps = [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'Start the project'],
  ];
  for (const step of steps) {
    const { ok, lastLine } = await silentRun('git', step, root);
    if (!ok) return say(`git ${step[0]} failed (${lastLine}): the files were written; commit them yourself`);
  }
  say('git repository created, first commit done');
}

/**
 * Prints which files to move if the project is in a subfolder of a repository: GitHub reads workflows and Dependabot settings
 * from the repository's root only. Writes nothing outside of the project.
 */
async function sayWhereWorkflowsBelong(root: string, { say }: Context): Promise<void> {
  const found = await silentRun('git', [...readOnlyArguments, 'rev-parse', '--show-prefix'], root);
  const folder = found.ok ? found.stdout.trim().replace(/\/$/, '') : '';
  if (folder === '') return;
  const top = folder.replaceAll(/[^/]+/g, '..');
  say(`the repository's root is ${top}/, and GitHub reads .github/ only there: move
  .github/workflows/ci.yml to ${top}/.github/workflows/, and set "working-directory: ${folder}" in it
  .github/dependabot.yml to ${top}/.github/, and set "directory: /${folder}" in it`);
}

/**
 * Creates the developer's `.env` with random secrets, so that they survive restarts. Git ignores the file.
 */
function makeEnvironmentFile(root: string, secrets: readonly string[], { say }: Context): void {
  const file = join(root, '.env');
  if (secrets.length === 0 || existsSync(file)) return;
  const names = secrets.join(', ');
  try {
    const example = readText(root, '.env.example');
    if (example === undefined) throw new Error('.env.example is missing');
    const text = secrets.reduce(
      (filled, name) =>
        filled.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${randomBytes(32).toString('base64url')}`),
      example,
    );
    // Exclusive, because a write through a dangling link would create its target.
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    say(`.env created, with a random ${names}`);
  } catch (error) {
    say(`.env was not created (${(error as Error).message}): copy .env.example and fill in ${names}`);
  }
}

/** A project whose files have just been written. */
export interface NewProject {
  readonly root: string;
  /** Environment variables that get a random value in `.env`. */
  readonly secrets: readonly string[];
  /** A file that the folder had before; undefined if it was empty. */
  readonly found: string | undefined;
}

/** Creates `.env`, installs, and creates the first commit of a new project. Failures are printed and do not fail the run. */
export async function finishNew(
  { root, secrets, found }: NewProject,
  switches: Switches,
  context: Context,
): Promise<void> {
  makeEnvironmentFile(root, secrets, context);
  if (switches.skipInstall) context.say('not installed (--skip-install): run "uv sync"');
  // A build reads settings and hooks from existing files, which are not trusted.
  else if (found !== undefined)
    context.say(
      `not installed, because the folder already had ${found}, and installing may run it: check it, then run "uv sync"`,
    );
  else await install(root, context);
  if (!switches.skipGit) await commitFirst(root, context);
  await sayWhereWorkflowsBelong(root, context);
}
