import { migrateAndServe } from '../checks.ts';
import { collectionsOf, readContract } from '../contract.ts';
import type { Api } from '../login.ts';
import type { Attack } from './attack.ts';

const AT_ONCE = 20;
const ALLOWED = 5;

async function statuses(
  url: string,
  headers: (at: number) => Readonly<Record<string, string>>,
): Promise<readonly Response[]> {
  return await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => fetch(url, { headers: headers(at) })));
}

/** A minute may end in between, so twice as many may be answered. */
function mustLimit(what: string, answers: readonly Response[]): void {
  const refused = answers.filter(({ status }) => status === 429);
  if (refused.length < AT_ONCE - 2 * ALLOWED)
    throw new Error(`${what}: ${refused.length} of ${AT_ONCE} refused with ${ALLOWED} a minute`);
  const wrong = refused.find(
    ({ headers }) =>
      !(Number(headers.get('retry-after')) > 0) ||
      !headers.get('content-type')?.startsWith('application/problem+json'),
  );
  if (wrong !== undefined) throw new Error(`${what}: a 429 without Retry-After, or that is no problem`);
}

/** Sends too many requests in every way that could pass for several clients. */
async function sendTooMany({ url, headers }: Api): Promise<void> {
  const [first, second] = collectionsOf(await readContract(url));
  if (first === undefined || second === undefined) throw new Error('the contract has fewer than two lists');
  mustLimit('one client', await statuses(url + first.path, () => headers));
  mustLimit(
    'forwarded addresses',
    await statuses(url + first.path, (at) => ({
      ...headers,
      'X-Forwarded-For': `6.6.6.${at}`,
      Forwarded: `for=6.6.6.${at}`,
    })),
  );
  const forged = await statuses(url + first.path, (at) => ({ Authorization: `Bearer forged-${at}` }));
  mustLimit('forged tokens', forged);
  const other = await fetch(url + second.path, { headers });
  if (other.status !== 200) throw new Error(`another route answered ${other.status}`);
  const probes = await statuses(`${url}/health/live`, () => ({}));
  if (probes.some(({ status }) => status !== 200)) throw new Error('a probe was limited');
}

export const attacks: readonly Attack[] = [
  {
    name: 'a client that sends too much is slowed down',
    databases: 'any',
    // No proxy is trusted, as behind none; uvicorn itself would trust this machine.
    run: (subject) =>
      migrateAndServe(
        {
          ...subject,
          env: { ...subject.env, RATE_LIMIT_PER_MINUTE: String(ALLOWED), FORWARDED_ALLOW_IPS: '192.0.2.1' },
        },
        sendTooMany,
      ),
  },
];
