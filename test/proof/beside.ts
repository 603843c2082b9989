import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './checks.ts';
import { answersAt, freePort } from './server.ts';
import { start } from './worker.ts';

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
  const child = start([python, '-m', 'scripts.dev_issuer'], { cwd: root, env: { ...env, ...own } });
  const stop = async () => {
    child.kill('SIGTERM');
    await child.ended;
  };
  if (await answersAt(`${address}/.well-known/jwks.json`, child)) return { env: own, stop };
  await stop();
  throw new Error(`${issuer} did not answer at ${address}\n${child.printed().slice(-2000)}`);
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
