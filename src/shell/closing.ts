import { relative } from 'node:path';
import { printable } from '../errors.ts';
import { projectCommand } from '../followup/commands.ts';
import type { Outcome, Step } from '../run/context.ts';
import { shellWord } from '../run/shell-word.ts';
import { isNewMigration } from '../run/summary.ts';
import { isUnfinished, sidecarOf } from '../write/decide.ts';

/** Commands that follow from the changes: resolve conflicts, apply migrations. */
function stepsFromChanges({ root, changes, wrote, isNew }: Outcome): readonly Step[] {
  if (!wrote) return [];
  const open = changes
    .filter(isUnfinished)
    .map(({ entry: { output }, decision }) =>
      decision === 'sidecar'
        ? `merged ${printable(sidecarOf(output))} into its file and deleted it`
        : `edited the conflicts in ${printable(output)}`,
    );
  const resolving = { command: 'fastapi-architect resolve', note: `after you have ${open.join(', and ')}` };
  const migrations = isNew ? 0 : changes.filter(isNewMigration).length;
  const note = migrations === 1 ? 'apply the new migration' : `apply the ${migrations} new migrations`;
  return [
    ...(open.length > 0 ? [resolving] : []),
    ...(migrations > 0 ? [{ command: projectCommand('alembic upgrade head', root), note }] : []),
  ];
}

/**
 * Returns what the user types next, in order.
 *
 * @param cwd the commands work in the project's folder: changing to it comes first
 */
export function nextSteps(outcome: Outcome, cwd: string): readonly Step[] {
  const steps = [...stepsFromChanges(outcome), ...(outcome.steps ?? [])];
  const folder = relative(cwd, outcome.root);
  return folder === '' || steps.length === 0 ? steps : [{ command: `cd ${shellWord(folder)}` }, ...steps];
}

/** Prints the steps as a numbered list. */
export function stepLines(steps: readonly Step[]): readonly string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(
    ({ command, note }, at) => `  ${at + 1}. ${command}${note === undefined ? '' : `  # ${note}`}`,
  );
  return ['', 'Next steps:', ...lines];
}

/** Prints the command that repeats a dialogue. */
export function repeatLines({ repeat }: Outcome): readonly string[] {
  return repeat === undefined ? [] : ['', 'To repeat this without questions:', `  ${repeat}`];
}
