import { array, object, string } from 'valibot';
import { wholeNumber } from '../schema.ts';

/** A rule of a project's architecture, as the project reports it. */
export interface Rule {
  readonly name: string;
  /** The rule in one sentence. */
  readonly says: string;
  readonly why: string;
  /** Code that follows the rule. */
  readonly instead: string;
}

/** One violation of a rule. */
export interface Finding {
  readonly rule: string;
  /** Relative to the project root, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  /** The corrected code, specific to this place if possible. */
  readonly instead: string;
}

/** The findings of a project's rules. */
export interface Review {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  /** Faults of the declared exceptions: expired or unused. */
  readonly complaints: readonly string[];
  /** Tools that are not installed, whose rules were not checked. */
  readonly missing?: readonly string[];
}

/** The output of a project's rules. A program of the project prints it, so it is validated like a file. */
export const reviewSchema = object({
  rules: array(object({ name: string(), says: string(), why: string(), instead: string() })),
  findings: array(
    object({
      rule: string(),
      file: string(),
      line: wholeNumber,
      column: wholeNumber,
      what: string(),
      instead: string(),
    }),
  ),
  complaints: array(string()),
});

/** Limits a review to files or folders, relative to the project root; no paths: all files. */
export function about(review: Review, paths: readonly string[]): Review {
  const isAbout = (file: string): boolean =>
    paths.length === 0 || paths.some((path) => `${file}/`.startsWith(path === '' ? '' : `${path}/`));
  return { ...review, findings: review.findings.filter(({ file }) => isAbout(file)) };
}
