import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** The first lines of a text and its last ones, where a program says why it ended. */
function endsOf(text: string): string {
  const lines = text.trim().split('\n');
  const shown = lines.length <= 40 ? lines : [...lines.slice(0, 10), '...', ...lines.slice(-30)];
  return shown.join('\n    ');
}

/** What did not pass: where it stands, and what was said of it. */
function lineOf(test: TestCase): string {
  const [error] = test.result().errors ?? [];
  return `FAILED ${test.fullName}\n    ${error === undefined ? 'was not run' : endsOf(error.message)}\n`;
}

/**
 * Appends `<passed> <failed>` to the file that TALLY_FILE names, so that several runs can be summed up, and to
 * FAILURES_FILE what failed, so that it can stand at the end of a long log. What was skipped counts as failed.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state !== 'passed');
    const broken = modules.filter((module) => module.errors().length > 0);
    this.#append('TALLY_FILE', `${tests.length - failed.length} ${failed.length + broken.length}\n`);
    this.#append('FAILURES_FILE', failed.map(lineOf).join(''));
    this.#append('FAILURES_FILE', broken.map(({ moduleId }) => `FAILED to load ${moduleId}\n`).join(''));
  }

  #append(variable: string, text: string): void {
    const file = process.env[variable];
    if (file !== undefined) appendFileSync(file, text);
  }
}
