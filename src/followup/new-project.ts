import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Outcome, Step, Switches } from '../run/context.ts';
import { readOnlyArguments } from '../programs/git.ts';
import { readText } from '../write/compare.ts';
import { gitFolder } from '../programs/repository.ts';
import { silentRun, type Ran } from '../programs/silent-run.ts';
import { installSteps, projectCommand } from './commands.ts';
import { exportCommand, exportContract, type Ending } from './contract.ts';
import { longRun } from './long-run.ts';

async function install(root: string, context: Context): Promise<Ending> {
  // Ignore the caller's active environment.
  const env = { VIRTUAL_ENV: undefined };
  const program = {
    what: 'installing the dependencies',
    command: 'uv',
    args: ['sync'],
    shown: 'uv sync',
    env,
  };
  const { ok, missing, lastLine, interrupted } = await longRun(program, root, context);
  if (interrupted) return 'interrupted';
  if (ok) return 'done';
  context.say(
    missing
      ? 'not installed: uv is not installed (https://docs.astral.sh/uv/ explains how to install it)'
      : `not installed: uv sync failed: ${lastLine}`,
  );
  return 'failed';
}

const FIRST_COMMIT = 'Start the project';

/** Asks git whether a folder is in a repository. */
const askForRepository = (root: string): Promise<Ran> =>
  silentRun('git', [...readOnlyArguments, 'rev-parse', '--is-inside-work-tree'], root);

async function commitFirst(root: string, { say }: Context): Promise<void> {
  const inside = await askForRepository(root);
  if (inside.missing) return say('git is not installed: no repository created');
  if (inside.ok) return;
  // "git init" would complete an existing repository and keep its settings, which may run programs.
  if (gitFolder(root) !== undefined)
    return say(`git cannot read the existing repository (${inside.lastLine}): no commit created`);
  const steps = [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', FIRST_COMMIT],
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
  // Loading execa and starting git take 60 ms.
  if (gitFolder(root) === undefined) return;
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
  /** Commands that start what the application requires, e.g. a database. */
  readonly services: readonly string[];
}

/** Installs and exports, unless a flag or a file forbids it. Nothing is done after an interruption. */
async function installAll(
  { root, found }: NewProject,
  { skipInstall }: Switches,
  context: Context,
): Promise<{ readonly installed: Ending; readonly exported: Ending }> {
  const none = { installed: 'failed', exported: 'failed' } as const;
  if (skipInstall) {
    context.say('not installed (--skip-install)');
    return none;
  }
  // A build reads settings and hooks from existing files, which are not trusted.
  if (found !== undefined) {
    context.say(
      `not installed, because the folder already had ${found}, and installing may run it: check it first`,
    );
    return none;
  }
  const installed = await install(root, context);
  return { installed, exported: installed === 'done' ? await exportContract(root, context) : installed };
}

/** Returns what the user types next: what was left out, then the commands that start the application. */
function stepsFor(
  { root, services }: NewProject,
  installed: boolean,
  leftOut: readonly Step[],
): readonly Step[] {
  return [
    ...(installed ? [] : installSteps()),
    ...leftOut,
    ...services.map((command) => ({ command, note: 'start the database' })),
    { command: projectCommand('alembic upgrade head', root, true), note: 'create the tables' },
    {
      command: projectCommand('uvicorn app.main:app --reload', root, true),
      note: 'http://localhost:8000/docs',
    },
  ];
}

/**
 * Creates `.env`, installs, and creates the first commit of a new project. Failures are printed and do not fail the run.
 *
 * @returns what the user types next, and whether Ctrl-C ended a program
 */
export async function finishNew(
  project: NewProject,
  switches: Switches,
  context: Context,
): Promise<Pick<Outcome, 'interrupted' | 'steps'>> {
  const { root, secrets } = project;
  makeEnvironmentFile(root, secrets, context);
  const { installed, exported } = await installAll(project, switches, context);
  if (exported === 'interrupted') {
    const exporting = { command: exportCommand(root), note: 'export openapi.json' };
    const committing = {
      command: `git init && git add --all && git commit --message "${FIRST_COMMIT}"`,
      note: 'create the repository',
    };
    const { ok, missing } = await askForRepository(root);
    const leftOut = [exporting, ...(switches.skipGit || ok || missing ? [] : [committing])];
    context.say('interrupted: all files of the project are complete; the next steps finish it');
    return { interrupted: true, steps: stepsFor(project, installed === 'done', leftOut) };
  }
  if (!switches.skipGit) await commitFirst(root, context);
  await sayWhereWorkflowsBelong(root, context);
  return { interrupted: false, steps: stepsFor(project, installed === 'done', []) };
}
