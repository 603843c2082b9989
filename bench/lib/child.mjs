// Runs a process and measures it from outside; a failed run throws.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memoryHook = new URL('memory-hook.mjs', import.meta.url).href;

/**
 * @typedef {{ command: string, args: readonly string[], cwd: string, env?: Record<string, string | undefined> }} Call
 */

/** @param {Call} call @param {string} output */
function failed({ command, args, cwd }, output) {
  return new Error(`${[command, ...args].join(' ')} failed in ${cwd}:\n${output}`);
}

/**
 * @param {Call} call
 * @returns {Promise<number>} milliseconds from the start of the process to its end
 */
export function timed(call) {
  const { command, args, cwd, env } = call;
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (status) => {
      const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
      if (status === 0) resolve(elapsed);
      else reject(failed(call, output));
    });
  });
}

/**
 * Runs something that is only preparation.
 *
 * @param {Call} call
 * @returns {string} what it printed
 */
export function run(call) {
  const { command, args, cwd, env } = call;
  const result = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (result.status === 0) return result.stdout;
  throw failed(call, `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
}

/**
 * @param {Call} call a Node process
 * @returns {number} the most memory it ever held, in MB
 */
export function peakMemory(call) {
  const note = join(tmpdir(), `fastapi-architect-bench-${process.pid}.rss`);
  run({ ...call, args: ['--import', memoryHook, ...call.args], env: { ...call.env, BENCH_MEMORY: note } });
  const kilobytes = Number(readFileSync(note, 'utf8'));
  rmSync(note);
  return kilobytes / 1024;
}
