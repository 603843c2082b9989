import { silentRun } from '../programs/silent-run.ts';
import { samesOf } from './advice.ts';
import { importLinter } from './import-linter.ts';
import { mypy } from './mypy.ts';
import type { Finding, Review } from './review.ts';
import { ruff } from './ruff.ts';
import type { Report, Tool } from './tool.ts';

/** Tools that read a project, and run none of its code. */
const READING: readonly Tool[] = [ruff, importLinter];

/** Which of these modules an interpreter has. */
const INSTALLED = 'import importlib.util as u, sys; print(*(m for m in sys.argv[1:] if u.find_spec(m)))';

/** What the tools have found, and those that are not installed. */
export interface Reports {
  readonly reports: readonly Report[];
  readonly missing: readonly string[];
}

/**
 * Runs the tools of a project at the same time.
 *
 * @param withTypes whether mypy runs too, whose configuration may run code of the project
 * @throws UserError if one of them fails
 */
export async function askTools(python: string, root: string, withTypes: boolean): Promise<Reports> {
  const tools = withTypes ? [...READING, mypy] : READING;
  const modules = tools.map(({ module }) => module);
  const { stdout } = await silentRun(python, ['-I', '-c', INSTALLED, ...modules], root);
  const installed = new Set(stdout.trim().split(' '));
  const asked = tools.filter(({ module }) => installed.has(module));
  const reports = await Promise.all(asked.map((tool) => tool.ask(python, root)));
  return { reports, missing: tools.filter((tool) => !asked.includes(tool)).map(({ name }) => name) };
}

const inOrder = (a: Finding, b: Finding): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;

/** Adds reports to a review, in the order of files and lines, without what a rule of ours says of the same line. */
export function united(review: Review, reports: readonly Report[]): Review {
  const ours = new Set(review.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`));
  const isNew = ({ rule, file, line }: Finding): boolean =>
    !samesOf(rule).some((own) => ours.has(`${own} ${file}:${line}`));
  const found = reports.flatMap(({ findings }) => findings.filter(isNew));
  const named = new Map(reports.flatMap(({ rules }) => rules).map((rule) => [rule.name, rule]));
  return {
    ...review,
    rules: [...review.rules, ...named.values()],
    findings: [...review.findings, ...found].toSorted(inOrder),
  };
}
