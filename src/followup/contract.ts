import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectPython } from '../programs/project-python.ts';
import type { Context, Outcome, Switches } from '../run/context.ts';
import { projectCommand } from './commands.ts';
import { longRun } from './long-run.ts';

const CONTRACT_SCRIPT = 'scripts/export_openapi.py';

/** How a follow-up program ended. */
export type Ending = 'done' | 'failed' | 'interrupted';

/** Returns the command that exports `openapi.json`. */
export const exportCommand = (root: string, isNew = false): string =>
  projectCommand(`python ${CONTRACT_SCRIPT}`, root, isNew);

/**
 * Runs the project's script that writes `openapi.json`, if the project has a virtual environment.
 *
 * A failure is printed, not thrown: all other files are complete, and the project's own test prints the command.
 */
export async function exportContract(root: string, context: Context): Promise<Ending> {
  const { say } = context;
  const { python, fault } = projectPython(root);
  const shown = exportCommand(root);
  const failed = (reason: string): Ending => {
    say(`openapi.json was not exported${reason}`);
    return 'failed';
  };
  if (fault !== undefined) return failed(`: ${fault}`);
  if (python === undefined || !existsSync(join(root, CONTRACT_SCRIPT))) return failed(`: run "${shown}"`);
  const what = 'exporting openapi.json';
  const program = { what, command: python, args: [CONTRACT_SCRIPT], shown };
  const { ok, lastLine, interrupted } = await longRun(program, root, context);
  if (interrupted) return 'interrupted';
  if (!ok) return failed(` (${lastLine}): run "${shown}"`);
  say('openapi.json exported');
  return 'done';
}

/**
 * Exports `openapi.json` after a run that has changed files, unless --skip-install is given.
 *
 * @returns the outcome, which is interrupted if Ctrl-C ended the export
 */
export async function exportAfter(
  outcome: Outcome,
  { skipInstall }: Switches,
  context: Context,
): Promise<Outcome> {
  const { root, wrote, interrupted } = outcome;
  if (!wrote || interrupted || skipInstall) return outcome;
  if ((await exportContract(root, context)) !== 'interrupted') return outcome;
  context.say('interrupted: the files are complete, except openapi.json');
  const step = { command: exportCommand(root), note: 'export openapi.json' };
  return { ...outcome, interrupted: true, steps: [...(outcome.steps ?? []), step] };
}
