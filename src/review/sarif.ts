import type { Finding, Review, Rule } from './review.ts';

/** The file in which a project declares exceptions. */
const EXCEPTIONS = 'tests/architecture/exceptions.toml';
const EXCEPTIONS_RULE: Rule = {
  name: 'exceptions',
  says: 'An exception has a reason, and allows a violation that exists',
  why: 'Expired and unused exceptions hide that a rule applies again.',
  instead: 'Fix the violation, or remove the exception.',
};

const ruleOf = ({ name, says, why, instead }: Rule) => ({
  id: name,
  shortDescription: { text: says },
  fullDescription: { text: `${says}. ${why}` },
  help: {
    text: `Instead:\n${instead.trim()}`,
    markdown: `Instead:\n\n\`\`\`python\n${instead.trim()}\n\`\`\``,
  },
  defaultConfiguration: { level: 'error' },
});

const resultOf = ({
  rule,
  file,
  line,
  column,
  what,
}: Pick<Finding, 'rule' | 'file' | 'what'> & Partial<Finding>) => ({
  ruleId: rule,
  level: 'error',
  message: { text: what },
  locations: [
    {
      physicalLocation: {
        // No absolute path: the file may be read on another machine.
        artifactLocation: { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
        ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
      },
    },
  ],
});

/** An invalid exception: a comment, whose line comes first, or a table of the file. */
function complaintOf(complaint: string) {
  const [, file = EXCEPTIONS, line, what = complaint] = /^(\S+\.py):(\d+) (.*)$/s.exec(complaint) ?? [];
  const place = line === undefined ? {} : { line: Number(line), column: 1 };
  return resultOf({ rule: EXCEPTIONS_RULE.name, file, what, ...place });
}

/**
 * Converts a review to SARIF, which code hosts display beside the code.
 *
 * @param version of this generator, which ran the project's rules
 * @returns SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf({ rules, findings, complaints }: Review, version: string): object {
  const results = [...findings.map(resultOf), ...complaints.map(complaintOf)];
  const driver = {
    name: 'fastapi-architect',
    version,
    rules: [...rules, EXCEPTIONS_RULE].map(ruleOf),
  };
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'unicodeCodePoints', results }],
  };
}
