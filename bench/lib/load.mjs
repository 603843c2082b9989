// Load on one server: as many requests as a number of connections can carry, each sent when the last is answered.
import { Agent, request } from 'node:http';

export const CONNECTIONS = 16;

/** @typedef {{ port: number, headers: import('./server.mjs').Headers }} Target */

/**
 * @param {Agent} agent
 * @param {Target} target
 * @param {{ path: string, method?: string, json?: unknown }} asked
 * @returns {Promise<string>} the body of the answer, which is an error unless it says that all is well
 */
export function ask(agent, { port, headers }, { path, method = 'GET', json }) {
  return new Promise((resolve, reject) => {
    const type = json === undefined ? {} : { 'Content-Type': 'application/json' };
    const options = { agent, host: '127.0.0.1', port, path, method, headers: { ...headers, ...type } };
    const sent = request(options, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve(Buffer.concat(chunks).toString());
        else reject(new Error(`${path} answered ${statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(json === undefined ? undefined : JSON.stringify(json));
  });
}

/**
 * As many clients at once, each with a connection of its own.
 *
 * @param {number} clients
 * @param {(agent: Agent, client: number) => Promise<void>} work
 * @returns {Promise<number>} how many seconds it took
 */
export async function together(clients, work) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, client) => work(agent, client)));
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  return elapsed;
}

/**
 * @param {Target & { paths: readonly string[], seconds: number }} load
 * @returns {Promise<{ perSecond: number, latencies: number[] }>} latencies in milliseconds
 */
export async function underLoad({ paths, seconds, ...target }) {
  /** @type {number[]} */
  const latencies = [];
  const end = performance.now() + seconds * 1000;
  const elapsed = await together(CONNECTIONS, async (agent, client) => {
    for (let turn = client; performance.now() < end; turn += 1) {
      const sent = performance.now();
      await ask(agent, target, { path: paths[turn % paths.length] ?? '/' });
      latencies.push(performance.now() - sent);
    }
  });
  return { perSecond: latencies.length / elapsed, latencies };
}

/**
 * The same load, of work that each is to be done just once.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {(agent: Agent, item: T) => Promise<string>} work
 * @param {number} [clients]
 * @returns {Promise<{ perSecond: number, latencies: number[], results: string[] }>}
 */
export async function each(items, work, clients = CONNECTIONS) {
  /** @type {number[]} */
  const latencies = [];
  /** @type {string[]} */
  const results = [];
  const waiting = items.entries();
  const elapsed = await together(clients, async (agent) => {
    // All clients take from the same list.
    for (const [index, item] of waiting) {
      const sent = performance.now();
      results[index] = await work(agent, item);
      latencies.push(performance.now() - sent);
    }
  });
  return { perSecond: items.length / elapsed, latencies, results };
}
