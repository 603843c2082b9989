import type { Comparison } from './base.ts';
import type { Check, Subject } from './checks.ts';
import { run } from './run.ts';

/** Which of its own tests a project runs. */
export type OwnTests =
  /** All, with the coverage of branches, which takes twice as long. */
  | 'all with coverage'
  | 'all'
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
// Judged once a project, by a check of its own.
const PYTEST = ['-m', 'pytest', '-q', '-W', 'error', '-ocache_dir=.pytest_cache', '-p', 'no:randomly'];
const REST = '--ignore=tests/architecture';

async function pytest(subject: Subject, args: readonly string[]): Promise<void> {
  const redis = subject.redisUrl === '' ? {} : { TEST_REDIS_URL: subject.redisUrl };
  const env = { ...subject.env, ...redis, TEST_DATABASE_URL: subject.testDatabaseUrl };
  const { code, output } = await run(subject.python, [...PYTEST, ...args], { cwd: subject.root, env });
  if (code !== 0) throw new Error(`pytest ended with ${code}\n${output.slice(-8000)}`);
  const hidden = /\b\d+ (skipped|xfailed|deselected)\b/.exec(output);
  if (hidden !== null) throw new Error(`pytest: ${hidden[0]}, and a test that is not run proves nothing`);
}

/** Returns the check that runs a project's own tests. */
export function ownTests(which: OwnTests, compare: Compare): Check {
  if (which === 'own')
    return {
      name: 'pytest, own tests',
      databases: 'each',
      run: async (subject) => pytest(subject, ['--no-cov', ...(await compare(subject)).ownTests]),
    };
  const coverage = which === 'all with coverage' ? COVERAGE : ['--no-cov'];
  return {
    name: which === 'all' ? 'pytest' : 'pytest, coverage 95',
    databases: 'each',
    run: (subject) => pytest(subject, [...coverage, REST]),
  };
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
