import { visibleJson } from '../errors.ts';
import type { Outcome } from '../run/context.ts';
import type { Settled } from '../write/decide.ts';
import { failureOf } from './failure.ts';

/** What a run has to tell to a program. */
export interface Report {
  readonly verb: string;
  readonly exitCode: number;
  /** What people would have read. */
  readonly messages: readonly string[];
  readonly outcome?: Outcome;
  readonly error?: string;
}

function fileOf({ entry, verdict, decision, movedFrom, conflict }: Settled): object {
  const hunks = conflict?.().hunks.map(({ line, mine, base, theirs }) => ({ line, mine, base, theirs }));
  const decided = typeof decision === 'object' ? 'chosen' : decision;
  return {
    path: entry.output,
    unit: entry.unit,
    layer: entry.layer,
    verdict,
    decision: decided,
    movedFrom,
    hunks,
  };
}

/** A report as JSON: every file that the run has looked at, but for those that stay as they are. */
export function jsonOf({ verb, exitCode, messages, outcome, error }: Report): string {
  const changed = outcome?.changes.filter(({ verdict }) => !['same', 'edited', 'kept'].includes(verdict));
  const files = changed?.map(fileOf);
  const { wrote, losses, review } = outcome ?? {};
  return visibleJson(
    JSON.stringify({ verb, exitCode, error, wrote, losses, files, review, messages }, null, 2),
  );
}

/** A run that failed before it was known what to do, as JSON. */
export function failureJson(error: unknown, verb: string): string {
  const { line, exitCode } = failureOf(error);
  return jsonOf({ verb, exitCode, messages: [], error: line });
}
