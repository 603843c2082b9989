import { join } from 'node:path';
import { migrateAndServe, type Subject } from '../checks.ts';
import type { Api } from '../login.ts';
import { mustRunPython } from '../run.ts';
import { startServer, type Server } from '../server.ts';
import type { Attack } from './attack.ts';

const program = join(import.meta.dirname, 'realtime.py');

/** A session token of the project's own issuer. */
export async function tokenOf({ python, root, env }: Subject, user: string): Promise<string> {
  const args = ['-m', 'scripts.dev_token', user, '--minutes', '240'];
  return (await mustRunPython(python, args, { cwd: root, env })).trim();
}

async function attackSockets(subject: Subject, urls: readonly [string, string]): Promise<void> {
  const tokens = [await tokenOf(subject, 'user_owner'), await tokenOf(subject, 'user_member')];
  const options = { cwd: subject.root, env: subject.env };
  await mustRunPython(subject.python, [program, ...urls, ...tokens], options);
}

/** Attacks two processes that share a Redis. */
async function attackTwo(_api: Api, subject: Subject): Promise<void> {
  if (subject.redisUrl === '') return;
  const servers: Server[] = [];
  try {
    for (const _ of [1, 2]) servers.push(await startServer(subject, { REDIS_URL: subject.redisUrl }));
    const [first, second] = servers.map(({ url }) => url);
    await attackSockets(subject, [first!, second!]);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

const hasSockets: Attack['applies'] = ({ profile }) => profile === 'clerk-celery';

export const attacks: readonly Attack[] = [
  {
    name: 'sockets end with their rights, and take few messages',
    databases: 'any',
    applies: hasSockets,
    run: (subject) => migrateAndServe(subject, ({ url }, own) => attackSockets(own, [url, url])),
  },
  {
    name: 'sockets of another process end with their rights',
    databases: 'any',
    applies: hasSockets,
    run: (subject) => migrateAndServe(subject, attackTwo),
  },
];
