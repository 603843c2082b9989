import { printable } from '../errors.ts';
import type { Finding, Review } from './review.ts';

const placeOf = ({ file, line, column }: Finding): string => `${printable(file)}:${line}:${column}`;

const indented = (text: string): string => text.trim().replaceAll(/^(?=.)/gm, '    ');

/** Prints a rule's reason and its corrected code, each proposal once. */
function proposal(review: Review, name: string): string[] {
  const rule = review.rules.find((each) => each.name === name);
  const found = review.findings.filter((each) => each.rule === name);
  const fixes = new Set(found.map(({ instead }) => instead));
  const head = rule ? [`${name}: ${rule.says}`, `  ${rule.why}`] : [name];
  return ['', ...head, '  instead:', ...[...fixes].map((code) => `\n${indented(code)}`)];
}

function rows(findings: readonly Finding[]): string[] {
  const places = findings.map(placeOf);
  const widths = [
    Math.max(...places.map(({ length }) => length)),
    Math.max(...findings.map(({ rule }) => rule.length)),
  ] as const;
  return findings.map(
    ({ rule, what }, at) => `${(places[at] ?? '').padEnd(widths[0])}  ${rule.padEnd(widths[1])}  ${what}`,
  );
}

/** Prints a review as text: a table of findings, then the reason and the corrected code of each broken rule. */
export function tableOf(review: Review): readonly string[] {
  const { rules, findings, complaints, missing = [] } = review;
  const broken = [...new Set(findings.map(({ rule }) => rule))];
  const files = new Set(findings.map(({ file }) => file)).size;
  const summary =
    findings.length === 0
      ? `${rules.length} rules, no findings`
      : `${findings.length} findings in ${files} ${files === 1 ? 'file' : 'files'}, by ${broken.length} of ${rules.length} rules`;
  const unchecked =
    missing.length === 0
      ? []
      : [`not checked, because not installed in .venv: ${missing.join(', ')}; run "uv sync"`];
  const table = findings.length === 0 ? [] : rows(findings);
  const proposals = broken.flatMap((name) => proposal(review, name));
  return [
    ...table,
    ...proposals,
    ...(findings.length === 0 ? [] : ['']),
    ...complaints,
    ...unchecked,
    summary,
  ];
}
