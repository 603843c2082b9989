import type { Subject } from './checks.ts';
import { runPython } from './run.ts';
import type { Ran } from './worker.ts';

/** A warning fails a test; that the worker has imported a plugin before pytest did is none of the project's. */
const WARNINGS = ['-W', 'error', '-W', 'ignore::pytest.PytestAssertRewriteWarning'];

/**
 * Runs tests of a project in the order in which they stand.
 *
 * @param args what follows `pytest -q`; coverage is measured only where they ask for it
 * @param more added to the environment of the subject
 */
export function pytest(
  { python, root, env }: Pick<Subject, 'env' | 'python' | 'root'>,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const cover = args.some((arg) => arg.startsWith('--cov')) ? [] : ['--no-cov'];
  const command = ['-m', 'pytest', '-q', ...WARNINGS, '-ocache_dir=.pytest_cache', '-p', 'no:randomly'];
  return runPython(python, [...command, ...cover, ...args], {
    cwd: root,
    env: { ...env, PYTHONPATH: root, ...more },
  });
}

/** As `pytest`, for tests that have to pass, all of them. Raises Error with the end of what it printed. */
export async function mustPass(...given: Parameters<typeof pytest>): Promise<void> {
  const { code, output } = await pytest(...given);
  if (code !== 0) throw new Error(`pytest ended with ${code}\n${output.slice(-8000)}`);
  const hidden = /\b\d+ (skipped|xfailed|deselected)\b/.exec(output);
  if (hidden !== null) throw new Error(`pytest: ${hidden[0]}, and a test that is not run proves nothing`);
}
