import { visibleJson } from '../errors.ts';
import type { Outcome } from '../run/context.ts';
import type { Settled } from '../write/decide.ts';
import { failureOf } from './failure.ts';

/** The result of a run, for programs. */
export interface Report {
  readonly verb: string;
  readonly exitCode: number;
  /** The text output. */
  readonly messages: readonly string[];
  readonly outcome?: Outcome;
  /** Commands to type next. */
  readonly next?: readonly string[];
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

/** Prints a report as JSON, with every file that the run compared, except unchanged ones. */
export function jsonOf({ verb, exitCode, messages, outcome, error, next }: Report): string {
  const changed = outcome?.changes.filter(({ verdict }) => !['same', 'edited', 'kept'].includes(verdict));
  const files = changed?.map(fileOf);
  const { wrote, losses, review } = outcome ?? {};
  return visibleJson(
    JSON.stringify({ verb, exitCode, error, wrote, losses, files, review, messages, next }, null, 2),
  );
}

/** Prints a failure during argument parsing as JSON. */
export function failureJson(error: unknown, verb: string): string {
  const { line, exitCode } = failureOf(error);
  return jsonOf({ verb, exitCode, messages: [], error: line });
}
