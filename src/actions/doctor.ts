import { machineFindings } from '../doctor/machine.ts';
import { projectFindings } from '../doctor/project.ts';
import { UserError } from '../errors.ts';
import type { Context, Outcome } from '../run/context.ts';
import { findProjectRoot } from '../state/answers.ts';

const EXIT_PENDING = 2;

function rootOf(cwd: string): string | undefined {
  try {
    return findProjectRoot(cwd);
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 1) return undefined;
    throw error;
  }
}

/**
 * Shows what the machine and, inside a project, the project have and lack. Writes nothing, and runs no code of the project.
 *
 * @returns exit code 2 if something is missing
 */
export async function doctor(context: Context): Promise<Outcome> {
  const { cwd, say } = context;
  const root = rootOf(cwd);
  const findings = [
    ...(await machineFindings(root ?? cwd)),
    ...(root === undefined ? [] : projectFindings(root, context)),
  ];
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const { name, found, steps } of findings)
    say(`${steps === undefined ? 'ok  ' : 'todo'}  ${name.padEnd(width)}  ${found}`);
  const outcome = { root: root ?? cwd, changes: [], wrote: false, interrupted: false };
  const lacking = findings.filter(({ steps }) => steps !== undefined);
  if (lacking.length === 0) return outcome;
  return { ...outcome, exitCode: EXIT_PENDING, steps: lacking.flatMap(({ steps = [] }) => steps) };
}
