import { once } from 'node:events';
import { connect } from 'node:net';
import { migrateAndServe } from '../checks.ts';
import { collectionsOf, propertiesOf, readContract, type Contract } from '../contract.ts';
import type { Api } from '../login.ts';
import type { Attack } from './attack.ts';

const MEGABYTE = 1024 * 1024;
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_BODY = { 'Content-Type': 'application/json' };
const HANG = 20_000;

/** The path of an operation that takes a form, e.g. a login; otherwise that of a list. */
function formPath(contract: Contract): string {
  const isForm = (path: string): boolean =>
    Object.keys(contract.paths[path]?.['post']?.requestBody?.content ?? {}).some((type) =>
      type.includes('form'),
    );
  return Object.keys(contract.paths).find(isForm) ?? collectionsOf(contract)[0]?.path ?? '';
}

/** Raises Error unless a response has this status and is a problem. */
async function mustRefuse(what: string, answer: Response, status: number): Promise<void> {
  const [type, text] = [answer.headers.get('content-type') ?? '', await answer.text()];
  if (answer.status !== status || !type.startsWith('application/problem+json'))
    throw new Error(
      `${what}: expected a problem with ${status}, got ${answer.status} as ${type}: ${text.slice(0, 300)}`,
    );
}

/** The longest time that a probe took while something else went on, in milliseconds. */
async function slowestProbe(url: string, work: Promise<unknown>): Promise<number> {
  const state = { over: false };
  const ended = work.finally(() => Object.assign(state, { over: true }));
  let slowest = 0;
  while (!state.over) {
    const started = performance.now();
    await (await fetch(`${url}/health/live`)).text();
    slowest = Math.max(slowest, performance.now() - started);
  }
  await ended;
  return slowest;
}

/** A megabyte of separators takes the parser of forms most of a second, in which no other request is answered. */
async function floodForms({ url, headers }: Api): Promise<void> {
  const path = formPath(await readContract(url));
  const send = (body: string, type = FORM) =>
    fetch(url + path, { method: 'POST', headers: { ...headers, ...type }, body });
  const answers = Promise.all(Array.from({ length: 5 }, () => send('&'.repeat(MEGABYTE))));
  const slowest = await slowestProbe(url, answers);
  for (const answer of await answers)
    await mustRefuse(
      `a megabyte of form data to ${path} (a probe took ${Math.round(slowest)} ms)`,
      answer,
      413,
    );
  const multipart = { 'Content-Type': 'Multipart/Form-Data; boundary=x' };
  await mustRefuse('a megabyte of multipart', await send('x'.repeat(MEGABYTE), multipart), 413);
}

/** Sends bytes as they are; resolves with what came back until the server closed the connection or a status line came. */
async function sendRaw(url: string, chunks: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(HANG, () => socket.destroy());
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString();
    if (answer.includes('\r\n\r\n')) socket.end();
  });
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  for (const chunk of chunks) if (socket.writable) socket.write(chunk);
  await closed;
  return answer;
}

const headerLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

const mustStart = (what: string, answer: string, status: number): void => {
  if (!answer.startsWith(`HTTP/1.1 ${status} `) || !answer.includes('application/problem+json'))
    throw new Error(`${what}: expected a problem with ${status}, got ${answer.slice(0, 300) || 'nothing'}`);
};

/** A body in chunks says nowhere how long it is. */
async function sendChunks({ url, headers }: Api): Promise<void> {
  const path = collectionsOf(await readContract(url))[0]?.path ?? '';
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headerLines({ ...headers, ...JSON_BODY })}Transfer-Encoding: chunked\r\n\r\n`;
  const chunk = `10000\r\n${'['.repeat(0x10000)}\r\n`;
  mustStart(
    'two megabytes in chunks',
    await sendRaw(url, [head, ...Array<string>(32).fill(chunk), '0\r\n\r\n']),
    413,
  );
}

/** A client that promises a body and does not send it. */
async function sendNothing({ url, headers }: Api): Promise<void> {
  const path = collectionsOf(await readContract(url))[0]?.path ?? '';
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headerLines({ ...headers, ...JSON_BODY })}Content-Length: 100\r\n\r\n{`;
  mustStart('a body that never comes', await sendRaw(url, [head]), 408);
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Documents that would make a page of fifty rows 46 MB, or that take long to walk through. */
async function sendDocuments({ url, headers }: Api): Promise<void> {
  const contract = await readContract(url);
  const target = collectionsOf(contract).find(({ path }) => propertiesOf(contract, path).includes('details'));
  if (target === undefined) throw new Error('no resource has a json field');
  const faults: string[] = [];
  for (const [what, document] of [
    ['900 kB', JSON.stringify({ a: 'x'.repeat(900_000) })],
    ['100,000 entries', JSON.stringify(Array.from({ length: 100_000 }, (_, at) => at))],
    ['40 levels', nested(40)],
    ['900 levels', nested(900)],
  ] as const) {
    const others = JSON.stringify(target.example).slice(1, -1);
    const body = `{${others},"details":${document}}`;
    const answer = await fetch(url + target.path, {
      method: 'POST',
      headers: { ...headers, ...JSON_BODY },
      body,
    });
    const text = await answer.text();
    // Unknown references are found after the fields: only an error of this field counts.
    if (answer.status !== 422 || !text.includes('"details"'))
      faults.push(`${what}: ${answer.status} ${text.slice(0, 200)}`);
  }
  if (faults.length > 0) throw new Error(`${faults.length} of 4 documents were taken\n${faults.join('\n')}`);
}

export const attacks: readonly Attack[] = [
  {
    name: 'form data does not block other requests',
    databases: 'any',
    run: (subject) => migrateAndServe(subject, floodForms),
  },
  {
    name: 'a body without a length is limited',
    databases: 'any',
    run: (subject) => migrateAndServe(subject, sendChunks),
  },
  {
    name: 'a client that sends no body is let go',
    databases: 'any',
    run: (subject) =>
      migrateAndServe({ ...subject, env: { ...subject.env, BODY_TIMEOUT_SECONDS: '1' } }, sendNothing),
  },
  {
    name: 'json documents are bounded in size and depth',
    databases: 'any',
    run: (subject) => migrateAndServe(subject, sendDocuments),
  },
];
