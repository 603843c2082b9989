import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Said, type Shop } from './shop.ts';

/** Short timeouts, so that a fault shows soon. */
export const timeouts = {
  DATABASE_POOL_SIZE: '4',
  DATABASE_POOL_TIMEOUT_SECONDS: '2',
  DATABASE_CONNECT_TIMEOUT_SECONDS: '5',
  DATABASE_STATEMENT_TIMEOUT_SECONDS: '5',
  DATABASE_LOCK_TIMEOUT_SECONDS: '1',
};
/** Milliseconds in which each request is answered, whatever becomes of the database. */
const LIMIT = 30_000;
const AT_ONCE = 12;

/** Raises Error for an answer that is neither of these statuses, or a 503 that is no problem or does not say when to come back. */
export function expectAnswers(what: string, answers: readonly Said[], ...allowed: readonly number[]): void {
  const wrong = answers.filter(({ status }) => !allowed.includes(status)).map(({ status }) => status);
  if (wrong.length > 0)
    throw new Error(`${what}: ${wrong.length} of ${answers.length} answered ${wrong.join(', ')}`);
  for (const { status, headers, body } of answers)
    if (status === 503 && (!headers.has('retry-after') || body['error_code'] !== 'unavailable'))
      throw new Error(`${what}: a 503 without Retry-After or error_code: ${JSON.stringify(body)}`);
}

/** Sends requests at once. Raises Error when they take too long. */
export async function together(
  what: string,
  make: (turn: number) => Promise<Said>,
): Promise<readonly Said[]> {
  const began = Date.now();
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => make(turn)));
  const took = Date.now() - began;
  if (took > LIMIT) throw new Error(`${what}: answered after ${took} ms`);
  return answers;
}

/** Reads and writes in turn. */
export const mixed =
  ({ api, paths, bodyOf }: Shop) =>
  async (turn: number): Promise<Said> =>
    turn % 2 ? send(api, 'GET', paths.tag) : send(api, 'POST', paths.tag, await bodyOf('tag'));

/** Liveness does not depend on the database, and readiness says within moments how it is. */
export async function expectHealth({ api }: Shop, ready: number): Promise<void> {
  const probes = await together('the probes', (turn) =>
    send(api, 'GET', turn % 2 ? '/health/live' : '/health/ready'),
  );
  expectAnswers(
    'liveness',
    probes.filter((_, turn) => turn % 2),
    200,
  );
  expectAnswers(
    'readiness',
    probes.filter((_, turn) => turn % 2 === 0),
    ready,
  );
}

/** The database answers again: soon all requests succeed. */
export async function expectRecovery(all: Shop): Promise<void> {
  const end = Date.now() + LIMIT;
  for (;;) {
    const answers = await together('after the fault', mixed(all));
    if (answers.every(({ status }) => status === 200 || status === 201)) return;
    if (Date.now() > end) return expectAnswers('after the fault', answers, 200, 201);
    await sleep(200);
  }
}
