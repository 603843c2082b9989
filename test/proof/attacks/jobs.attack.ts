import { createConnection } from 'node:net';
import { join } from 'node:path';
import { alembic, type Subject } from '../checks.ts';
import { mustRunPython } from '../run.ts';
import type { Attack } from './attack.ts';

const program = join(import.meta.dirname, 'jobs.py');
const rabbit = { host: '127.0.0.1', port: 5672 };

function hasRabbit(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(rabbit);
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

async function poison(subject: Subject, broker: string): Promise<void> {
  await alembic(subject, 'upgrade head');
  const env = { ...subject.env, DATABASE_URL: subject.databaseUrl };
  await mustRunPython(subject.python, [program, broker], { cwd: subject.root, env });
}

const hasWorkers: Attack['applies'] = ({ profile }) => profile === 'clerk-celery';

export const attacks: readonly Attack[] = [
  {
    name: 'no malformed message in Redis stops a worker',
    databases: 'any',
    applies: hasWorkers,
    run: async (subject) => {
      if (subject.redisUrl !== '') await poison(subject, subject.redisUrl);
    },
  },
  {
    name: 'no malformed message in RabbitMQ stops a worker',
    databases: 'any',
    applies: hasWorkers,
    run: async (subject) => {
      const address = `amqp://guest:guest@${rabbit.host}:${rabbit.port}//`;
      if (subject.redisUrl !== '' && (await hasRabbit())) await poison(subject, address);
    },
  },
];
