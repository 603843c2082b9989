import { array, object, string } from 'valibot';
import { wholeNumber } from '../schema.ts';

/** A rule of a project's architecture, as the project itself says it. */
export interface Rule {
  readonly name: string;
  /** What has to be, in one sentence. */
  readonly says: string;
  readonly why: string;
  /** Code that keeps the rule. */
  readonly instead: string;
}

/** One place that breaks a rule. */
export interface Finding {
  readonly rule: string;
  /** From the project's root, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  /** The mended code, for this very place where that can be said. */
  readonly instead: string;
}

/** What the rules of a project have found in it. */
export interface Review {
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  /** What is wrong with the declared exceptions: over, or for nothing. */
  readonly complaints: readonly string[];
}

/** What the rules of a project print: a program of the project does, so it is checked as what is read from a file. */
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

/** The part of a review that is about some files or folders, given from the project's root; of all where none is given. */
export function about(review: Review, paths: readonly string[]): Review {
  const isAbout = (file: string): boolean =>
    paths.length === 0 || paths.some((path) => `${file}/`.startsWith(path === '' ? '' : `${path}/`));
  return { ...review, findings: review.findings.filter(({ file }) => isAbout(file)) };
}
