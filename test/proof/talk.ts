import { randomUUID } from 'node:crypto';
import type { Api } from './login.ts';
import { collectionsOf, dataOf, formatExact, parseExact, readContract, type Collection } from './contract.ts';

interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(api: Api, path: string, method = 'GET', body?: unknown): Promise<Said> {
  const headers = { ...api.headers, 'Content-Type': 'application/json' };
  const sent = body === undefined ? {} : { body: formatExact(body) };
  const answer = await fetch(api.url + path, { method, headers, ...sent });
  const text = await answer.text();
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, body: text === '' ? {} : dataOf(parseExact(text) as Said['body']) };
}

function expectStatus(what: string, said: Said, ...expected: readonly number[]): void {
  if (expected.includes(said.status)) return;
  throw new Error(
    `${what} answered ${said.status} instead of ${expected.join(' or ')}: ${JSON.stringify(said.body)}`,
  );
}

function expectProblem(what: string, said: Said, status: number): void {
  expectStatus(what, said, status);
  if (!said.type.startsWith('application/problem+json'))
    throw new Error(`${what} answered ${status} as ${said.type}`);
}

/** Lists, creates, gets, fails to find; returns whether the example could be stored, which one with references cannot. */
async function tryCollection(api: Api, { path, example }: Collection): Promise<boolean> {
  const list = await ask(api, path);
  expectStatus(`GET ${path}`, list, 200);
  expectProblem(`GET ${path}/{unknown}`, await ask(api, `${path}/${randomUUID()}`), 404);
  const created = await ask(api, path, 'POST', example);
  expectStatus(`POST ${path}`, created, 201, 422);
  if (created.status === 422) {
    if (created.body['error_code'] !== 'unknown_reference')
      throw new Error(`POST ${path} refused its own example: ${JSON.stringify(created.body)}`);
    return false;
  }
  const found = await ask(api, `${path}/${String(created.body['id'])}`);
  expectStatus(`GET ${path}/{id}`, found, 200);
  if (JSON.stringify(found.body) !== JSON.stringify(created.body))
    throw new Error(
      `GET ${path}/{id} gave ${JSON.stringify(found.body)}, created was ${JSON.stringify(created.body)}`,
    );
  const after = await ask(api, path);
  if (after.body['total'] !== Number(list.body['total']) + 1)
    throw new Error(`GET ${path} does not count what was created`);
  return true;
}

/** Asks a running project for its health, and of each resource the list, a new entry, the entry and one that is not there. Raises Error for a wrong answer. */
export async function talk(api: Api): Promise<string> {
  for (const path of ['/health/live', '/health/ready'])
    expectStatus(`GET ${path}`, await ask(api, path), 200);
  expectProblem('GET /nowhere', await ask(api, '/nowhere'), 404);
  const collections = collectionsOf(await readContract(api.url));
  let stored = 0;
  for (const collection of collections) stored += (await tryCollection(api, collection)) ? 1 : 0;
  if (collections.length > 0 && stored === 0) throw new Error('no example of any resource could be stored');
  return `${collections.length} collections, ${stored} examples stored`;
}
