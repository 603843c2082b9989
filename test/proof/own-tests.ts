import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from './base.ts';
import type { Check, Subject } from './checks.ts';
import { ownTemporaryFolder } from './owned.ts';
import { mustPass } from './pytest.ts';

/** Which of its own tests a project runs. */
export type OwnTests =
  /** All, with the coverage of branches, which takes twice as long. */
  | 'all with coverage'
  | 'all'
  /** As `own`, with the coverage of what the project without resources does not have to the byte. */
  | 'own with coverage'
  /** Those that the project without resources does not have to the byte, and those that look at the whole application. */
  | 'own';

/** Compares a project with the one without resources. */
type Compare = (subject: Subject) => Promise<Comparison>;

const COVERAGE = [
  '--cov=app',
  '--cov-branch',
  '--cov-report=term-missing:skip-covered',
  '--cov-fail-under=95',
];

async function runTests(subject: Subject, args: readonly string[]): Promise<void> {
  const redis = subject.redisUrl === '' ? {} : { TEST_REDIS_URL: subject.redisUrl };
  await mustPass(subject, args, { ...redis, TEST_DATABASE_URL: subject.testDatabaseUrl });
}

const COVERAGE_RUN = '[tool.coverage.run]';

/** Writes the project's own configuration of coverage, which leaves out these modules besides; returns the argument that names it. */
function coverageWithout(root: string, modules: readonly string[]): string {
  const sections = readFileSync(join(root, 'pyproject.toml'), 'utf8').match(
    /^\[tool\.coverage\.[^]*?(?=^\[(?!tool\.coverage)|(?![^]))/gm,
  );
  if (!sections?.join('').includes(COVERAGE_RUN)) throw new Error(`pyproject.toml has no ${COVERAGE_RUN}`);
  const omit = `${COVERAGE_RUN}\nomit = ${JSON.stringify(modules)}`;
  const file = join(mkdtempSync(join(ownTemporaryFolder(), 'coverage-')), 'coverage.toml');
  writeFileSync(file, sections.join('\n').replace(COVERAGE_RUN, omit));
  return `--cov-config=${file}`;
}

const runs: Readonly<Record<OwnTests, (subject: Subject, compare: Compare) => Promise<void>>> = {
  'all with coverage': (subject) => runTests(subject, COVERAGE),
  'own with coverage': async (subject, compare) => {
    const { ownTests: own, equalModules } = await compare(subject);
    await runTests(subject, [...COVERAGE, coverageWithout(subject.root, equalModules), ...own]);
  },
  all: (subject) => runTests(subject, []),
  own: async (subject, compare) => runTests(subject, (await compare(subject)).ownTests),
};

const names: Readonly<Record<OwnTests, string>> = {
  'all with coverage': 'pytest, all tests, coverage 95',
  'own with coverage': 'pytest, own tests, coverage 95',
  all: 'pytest, all tests',
  own: 'pytest, own tests',
};

/** Returns the check that runs a project's own tests. */
export function ownTests(which: OwnTests, compare: Compare): Check {
  return { name: names[which], databases: 'each', run: (subject) => runs[which](subject, compare) };
}

/** Returns the check that lets `own` leave out tests: what the project without resources has is the same to the byte, but for the lists of resources. */
export function equalToBase(compare: Compare): Check {
  return {
    name: 'the rest is the same as without resources',
    databases: 'each',
    run: async (subject) => {
      const { different, equalTests } = await compare(subject);
      if (different.length > 0)
        throw new Error(
          `not as in the project without resources, whose tests are run for it: ${different.join(', ')}`,
        );
      if (equalTests === 0) throw new Error('no test is the same as in the project without resources');
    },
  };
}
