import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly seconds?: number;
  /** What the program reads; nothing when it is left out. */
  readonly input?: string;
}

/** Runs a program without a terminal; returns its exit code and all that it printed. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { cwd, env, seconds = 600, input } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout: seconds * 1000,
    });
    child.stdin?.end(input);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const ended = signal === null ? '' : `\nended by ${signal} (${seconds} s are allowed)`;
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() + ended });
    });
  });
}

/** As `run`, for what has to succeed. Raises Error with the end of what it printed. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  throw new Error(`${[command, ...args].join(' ')} ended with ${code}\n${output.slice(-6000)}`);
}
