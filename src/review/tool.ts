import type { Finding, Rule } from './review.ts';

/** What another tool has found, and the rules that it names. */
export interface Report {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

/** A program that checks a project beside the architecture rules. */
export interface Tool {
  readonly name: string;
  /** Its Python module, which must be installed. */
  readonly module: string;
  /**
   * Runs the tool, which writes at most its own cache into the project.
   *
   * @throws UserError if it could not run
   */
  ask(python: string, root: string): Promise<Report>;
}

/** A finding of a tool together with its rule. */
export interface Advised {
  readonly rule: Rule;
  readonly place: Pick<Finding, 'file' | 'line' | 'column'>;
  readonly what: string;
  /** Corrected code, if the tool knows it for this place. */
  readonly instead?: string | undefined;
}

/** Makes a report of findings with their rules. */
export function reportOf(found: readonly Advised[]): Report {
  const rules = new Map(found.map(({ rule }) => [rule.name, rule]));
  const findings = found.map(({ rule, place, what, instead }) => ({
    rule: rule.name,
    ...place,
    what,
    instead: instead ?? rule.instead,
  }));
  return { rules: [...rules.values()], findings };
}
