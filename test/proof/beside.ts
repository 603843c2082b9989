import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Subject } from './checks.ts';
import { freePort } from './server.ts';

/** What a README starts in a second terminal, and what the application is told of it. */
interface Beside {
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const issuer = 'scripts/dev_issuer.py';

/** Starts the issuer of development tokens where a project has one. Raises Error when it does not answer. */
async function startBeside({ python, root, env }: Subject): Promise<Beside> {
  if (!existsSync(join(root, issuer))) return { env: {}, stop: async () => {} };
  const address = `http://127.0.0.1:${await freePort()}`;
  const own = { CLERK_ISSUER: address };
  const child = spawn(python, ['-m', 'scripts.dev_issuer'], {
    cwd: root,
    env: { ...process.env, ...env, ...own },
    stdio: 'ignore',
  });
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  };
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`${address}/.well-known/jwks.json`).catch(() => undefined);
    if (answer?.status === 200) return { env: own, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`${issuer} did not answer at ${address}`);
}

/** Does something with a project while that runs which its logins need beside the application. */
export async function withBeside(subject: Subject, work: (subject: Subject) => Promise<void>): Promise<void> {
  const beside = await startBeside(subject);
  try {
    await work({ ...subject, env: { ...subject.env, ...beside.env } });
  } finally {
    await beside.stop();
  }
}
