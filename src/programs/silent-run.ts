import type { Options } from 'execa';
import { safeEnvironment } from './git.ts';

/** The result of a program. */
export interface Ran {
  readonly ok: boolean;
  /** Whether the program was not found. */
  readonly missing: boolean;
  readonly stdout: string;
  /** The last line of stderr, which usually has the reason of a failure. */
  readonly lastLine: string;
}

/**
 * Runs a program without stdin, so that it cannot prompt. Searches the program outside of `cwd`. Never throws; check
 * `ok` and `missing` of the result.
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
