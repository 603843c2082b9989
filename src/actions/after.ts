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
 * Has the project write its `openapi.json` where it has an environment to do so.
 *
 * A failure is told, not raised: the files are fine, and the project's own test names the command.
 */
async function exportContract(root: string, { say }: Context): Promise<void> {
  const { python, fault } = projectPython(root);
  if (fault !== undefined) return say(`openapi.json was not exported: ${fault}`);
  if (python === undefined || !existsSync(join(root, CONTRACT_SCRIPT))) {
    say(`openapi.json is written by: uv run python ${CONTRACT_SCRIPT}`);
    return;
  }
  const { ok, lastLine } = await silentRun(python, [CONTRACT_SCRIPT], root);
  say(
    ok
      ? 'openapi.json exported'
      : `openapi.json was not exported (${lastLine}): uv run python ${CONTRACT_SCRIPT}`,
  );
}

/** The same after a run that has changed a project, unless its user wants nothing to be run. */
export async function exportAfter(
  { root, wrote, interrupted }: Outcome,
  { skipInstall }: Switches,
  context: Context,
): Promise<void> {
  if (wrote && !interrupted && !skipInstall) await exportContract(root, context);
}

async function install(root: string, context: Context): Promise<void> {
  // The environment of whoever called us is not the new project's.
  const env = { VIRTUAL_ENV: undefined };
  const { ok, missing, lastLine } = await silentRun('uv', ['sync'], root, { env });
  if (ok) return exportContract(root, context);
  const reason = missing ? 'uv is not installed' : `uv sync failed: ${lastLine}`;
  context.say(`${reason}; install with: uv sync (or python -m pip install -e . in a virtual environment)`);
}

async function commitFirst(root: string, { say }: Context): Promise<void> {
  const inside = await silentRun('git', [...readOnlyArguments, 'rev-parse', '--is-inside-work-tree'], root);
  if (inside.missing) return say('git is not installed: no repository made');
  if (inside.ok) return;
  // Completed by "git init", what is there would keep its settings, and they name programs.
  if (gitFolder(root) !== undefined)
    return say(`git does not read the repository that is there (${inside.lastLine}): no commit made`);
  const steps = [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'Start the project'],
  ];
  for (const step of steps) {
    const { ok, lastLine } = await silentRun('git', step, root);
    if (!ok)
      return say(`git ${step[0]} did not work (${lastLine}): the files are there, commit them yourself`);
  }
  say('git repository made, first commit done');
}

/**
 * Names what the code host would not find: in a repository that begins above the project, it reads workflows and updates from the root only.
 * Nothing is written outside of the project.
 */
async function sayWhereWorkflowsBelong(root: string, { say }: Context): Promise<void> {
  const found = await silentRun('git', [...readOnlyArguments, 'rev-parse', '--show-prefix'], root);
  const folder = found.ok ? found.stdout.trim().replace(/\/$/, '') : '';
  if (folder === '') return;
  const top = folder.replaceAll(/[^/]+/g, '..');
  say(`the repository begins at ${top}/, and GitHub reads .github/ only there: move
  .github/workflows/ci.yml to ${top}/.github/workflows/, and set "working-directory: ${folder}" in it
  .github/dependabot.yml to ${top}/.github/, and set "directory: /${folder}" in it`);
}

/**
 * Makes the developer's own `.env` where a setting is a secret: a random one that outlives a restart, and that git ignores.
 */
function makeEnvironmentFile(root: string, secrets: readonly string[], { say }: Context): void {
  const file = join(root, '.env');
  if (secrets.length === 0 || existsSync(file)) return;
  const names = secrets.join(', ');
  try {
    const example = readText(root, '.env.example');
    if (example === undefined) throw new Error('there is no .env.example');
    const text = secrets.reduce(
      (filled, name) =>
        filled.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${randomBytes(32).toString('base64url')}`),
      example,
    );
    // Exclusive: through a link that leads nowhere, a file would be made there.
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    say(`.env made, with a random ${names}`);
  } catch (error) {
    say(`.env was not made (${(error as Error).message}): copy .env.example and fill in ${names}`);
  }
}

/** A project whose files have just been written. */
export interface NewProject {
  readonly root: string;
  /** The variables that get a random value of the developer's own. */
  readonly secrets: readonly string[];
  /** What the folder had before; undefined where it had nothing. */
  readonly found: string | undefined;
}

/** What is run in a new project once its files are there; none of it can fail the run. */
export async function finishNew(
  { root, secrets, found }: NewProject,
  switches: Switches,
  context: Context,
): Promise<void> {
  makeEnvironmentFile(root, secrets, context);
  if (switches.skipInstall) context.say('not installed (--skip-install): uv sync');
  // A build reads settings and hooks from any folder, and these are not ours.
  else if (found !== undefined)
    context.say(`not installed, because ${found} was there before, and installing may run it: uv sync`);
  else await install(root, context);
  if (!switches.skipGit) await commitFirst(root, context);
  await sayWhereWorkflowsBelong(root, context);
}
