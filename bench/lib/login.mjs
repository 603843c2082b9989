// Environment and headers for authenticated requests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inEnvironment } from '../../scripts/python.mjs';
import { run } from './child.mjs';
import { freePort, start } from './server.mjs';

/** Whose token it is. */
export const who = 'user_bench';
/** Longer than any row takes. */
const MINUTES = '240';

/**
 * Production where everybody is let in. A project that comes with an issuer of development tokens trusts that only
 * in development and in tests, and of these it is tests whose logs are those of production.
 *
 * @param {string} project
 * @param {Readonly<Record<string, string>>} env what the project runs with
 * @returns {Promise<{ env: Record<string, string>, headers: import('./server.mjs').Headers }>} what it runs with
 *   besides, and what a request has to carry
 */
export async function loggedIn(project, env) {
  if (!existsSync(join(project, 'scripts', 'dev_issuer.py')))
    // One worker: login attempts may be counted in memory.
    return { env: { ENVIRONMENT: 'production', SINGLE_PROCESS: 'true' }, headers: {} };
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const call = (/** @type {readonly string[]} */ words) => ({
    command: inEnvironment(project, 'python'),
    args: ['-m', ...words],
    cwd: project,
    env: { ...env, ENVIRONMENT: 'development', CLERK_ISSUER: issuer },
  });
  await start(call(['scripts.dev_issuer']), `${issuer}/.well-known/jwks.json`);
  const token = run(call(['scripts.dev_token', who, '--minutes', MINUTES])).trim();
  return {
    env: { ENVIRONMENT: 'test', CLERK_ISSUER: issuer },
    headers: { Authorization: `Bearer ${token}` },
  };
}
