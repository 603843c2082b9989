import { Agent, request } from 'node:http';
import { HANG } from '../support/limits.ts';
import type { Api } from './login.ts';
import { attemptsOn, type Attempt } from './attempts.ts';
import { collectionsOf, readContract, type Contract } from './contract.ts';
import { everyTurn } from './task.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const problem = 'application/problem+json';

/** Not `fetch`, which mends what is wrong on purpose. */
function send(api: Api, { method, path, body, type = 'application/json' }: Attempt): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const described = body === undefined ? {} : { 'Content-Type': type, 'Content-Length': body.length };
    const headers = { ...api.headers, ...described };
    const sent = request(api.url + path, { method, headers, agent, timeout: HANG }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer within an hour')));
    sent.end(body);
  });
}

function fault({ status, type, text }: Answer): string | undefined {
  if (status === 0 || status >= 500) return `answered ${status}: ${text.slice(0, 300)}`;
  const hasBody = status >= 400 && text !== '';
  return hasBody && !type.startsWith(problem) ? `answered ${status} as ${type}` : undefined;
}

function shown({ method, path, body }: Attempt): string {
  return `${method} ${path.slice(0, 200)} ${body?.subarray(0, 300).toString() ?? ''}`;
}

/** Rows that were made of hostile values have to be readable. */
async function readAll(api: Api, contract: Contract): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { path } of collectionsOf(contract))
    for (const page of [1, 2, 3]) {
      const answer = await send(api, { method: 'GET', path: `${path}?size=100&page=${page}` });
      if (answer.status !== 200) faults.push(`GET ${path} afterwards answered ${answer.status}`);
    }
  return faults;
}

/**
 * Sends what no honest client sends to every place of a running project that takes anything. Raises Error that lists the requests that made the
 * server fail or answer an error in another form than it declares.
 *
 * @param rows an id by the path of its collection
 */
export async function attack(api: Api, rows: Readonly<Record<string, string>>): Promise<void> {
  const contract = await readContract(api.url);
  const attempts = [...attemptsOn(contract, rows, everyTurn)];
  const faults: string[] = [];
  const queue = attempts.values();
  const work = async () => {
    for (const attempt of queue) {
      const answer = await send(api, attempt).catch((error: Error) => ({
        status: 0,
        type: '',
        text: error.message,
      }));
      const found = fault(answer);
      if (found !== undefined) faults.push(`${shown(attempt)} ${found}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  faults.push(...(await readAll(api, contract)));
  if (faults.length > 0)
    throw new Error(`${faults.length} of ${attempts.length} requests\n${faults.slice(0, 25).join('\n')}`);
}
