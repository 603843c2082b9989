import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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
  readonly stop: () => Promise<number | null>;
}

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`the server did not become ready\n${log().slice(-4000)}`);
}

/** Starts a generated project as its README says, on a port of its own. Raises Error with its log when it does not become ready. */
export async function startServer(
  python: string,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Server> {
  const port = await freePort();
  const args = ['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(python, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()));
  const log = () => chunks.join('');
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
    return child.exitCode;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, log, stop };
}
