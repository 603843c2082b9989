// What has to run while something is measured: how it is started, and its end.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** @typedef {Readonly<Record<string, string>>} Headers */

/** @returns {Promise<number>} a port that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @param {string} url @param {Headers} headers */
async function answers(url, headers) {
  try {
    return (await fetch(url, { headers })).ok;
  } catch {
    return false;
  }
}

/**
 * Starts a program that ends with this process, if nobody ends it before.
 *
 * @param {import('./child.mjs').Call} call
 * @param {string} url what it has to answer before it counts as started
 * @param {Headers} [headers]
 * @returns {Promise<() => void>} what ends it
 */
export async function start({ command, args, cwd, env }, url, headers = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000);
  });
  const stop = () => void child.kill();
  process.on('exit', stop);
  for (const started = Date.now(); Date.now() - started < PATIENCE_MS; await sleep(100)) {
    if (child.exitCode !== null) break;
    if (!(await answers(url, headers))) continue;
    // Nobody has to end it before this process may.
    child.unref();
    /** @type {import('node:net').Socket} */ (child.stderr).unref();
    return stop;
  }
  stop();
  throw new Error(`${[command, ...args].join(' ')} did not start:\n${errors}`);
}

/**
 * One uvicorn worker, started as the project's Dockerfile starts it.
 *
 * @param {{ uvicorn: string, app: string, cwd: string, env: Record<string, string>, path: string,
 *   headers: Headers, options?: readonly string[] }} served `path` is what it has to answer before it counts as started
 * @returns {Promise<{ port: number, headers: Headers, stop: () => void }>} `headers` let a request in
 */
export async function serve({ uvicorn, app, cwd, env, path, headers, options = [] }) {
  const port = await freePort();
  const args = [app, '--port', String(port), '--loop', 'uvloop', '--http', 'httptools', ...options];
  const stop = await start({ command: uvicorn, args, cwd, env }, `http://127.0.0.1:${port}${path}`, headers);
  return { port, headers, stop };
}
