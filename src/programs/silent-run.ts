import type { Options } from 'execa';
import { safeEnvironment } from './git.ts';

/** What became of a program. */
export interface Ran {
  readonly ok: boolean;
  /** Whether there is no such program. */
  readonly missing: boolean;
  readonly stdout: string;
  /** The last line of what it complained of: the reason, as a rule. */
  readonly lastLine: string;
}

/**
 * Runs a program without a terminal, so that it cannot ask anything. It is looked for outside of the folder that it runs
 * in. Never throws: the result tells what became of it.
 */
export async function silentRun(
  command: string,
  args: readonly string[],
  cwd: string,
  more: Options = {},
): Promise<Ran> {
  const { execa } = await import('execa');
  const env = { ...safeEnvironment(cwd), ...more.env };
  const result = await execa(command, [...args], { cwd, reject: false, stdin: 'ignore', ...more, env });
  const [stdout, stderr] = [result.stdout, result.stderr].map((text) => String(text ?? ''));
  const lastLine = stderr?.trim().split('\n').at(-1) ?? '';
  return { ok: !result.failed, missing: result.code === 'ENOENT', stdout: stdout ?? '', lastLine };
}
