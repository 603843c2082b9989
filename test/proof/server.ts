import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Subject } from './checks.ts';
import { start, type Started } from './worker.ts';

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Server {
  readonly url: string;
  /** All that it has printed so far. */
  readonly log: () => string;
  /** Ends it as a platform would and returns its exit code. */
  readonly stop: () => Promise<number>;
}

/** Milliseconds. What does not answer by then never will, and an hour of waiting would look like a slow machine. */
const START = 300_000;

/** How often a port that somebody else took in between is replaced by another one. */
const PORTS = 5;

/** Waits until an address answers 200; returns false when the program that serves it has ended first. */
export async function answersAt(address: string, server: Started): Promise<boolean> {
  const state = { ended: false };
  void server.ended.then(() => Object.assign(state, { ended: true }));
  const end = Date.now() + START;
  for (; Date.now() < end && !state.ended; await sleep(100)) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.status === 200 && !state.ended) return true;
  }
  return false;
}

/**
 * Starts a generated project as its README says, on a port of its own and with the subject's database. Raises Error with its log when it does not
 * become ready.
 *
 * @param more added to the environment
 */
export async function startServer(
  { python, root, env, databaseUrl }: Subject,
  more: Readonly<Record<string, string>> = {},
): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const args = ['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', String(port)];
    const options = { cwd: root, env: { ...env, ...more, DATABASE_URL: databaseUrl } };
    const server = start([python, ...args], options);
    const stop = async () => {
      server.kill('SIGTERM');
      return (await server.ended).code;
    };
    const url = `http://127.0.0.1:${port}`;
    if (await answersAt(`${url}/health/ready`, server)) return { url, log: server.printed, stop };
    await stop();
    const isTaken = /address already in use/i.test(server.printed());
    if (!isTaken || attempt === PORTS)
      throw new Error(`the server did not become ready\n${server.printed().slice(-4000)}`);
  }
}
