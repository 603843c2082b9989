import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { HANG } from '../support/limits.ts';
import { databases } from './databases.ts';
import { checkout } from './machine.ts';

// The gate itself, under what a machine does to it.

const limit = { timeout: HANG, interval: 100 };
const gate = join(checkout, 'scripts', 'gate.mjs');

function startGate(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|GATE_|PROOF_)/.test(name));
  return spawn(process.execPath, [gate, ...args], {
    cwd: checkout,
    env: { ...Object.fromEntries(own), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function printedBy(child: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => void chunks.push(chunk));
  await once(child, 'close');
  return Buffer.concat(chunks).toString();
}

/** An ErrorResponse of PostgreSQL's protocol: its fields, each with a letter. */
function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C28P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

test('reports a refused PostgreSQL login in one line and runs no proof', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // Refuse the TLS request with one letter; the next message is the login.
    socket.on('data', (data) => socket.write(data.length === 8 ? 'N' : refusal('no such role')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const child = startGate(['--task', 'migrations sqlite'], {
      TEST_DATABASE_URL: `postgresql://somebody@127.0.0.1:${port}/postgres`,
    });
    const printed = await printedBy(child);
    expect(child.exitCode).not.toBe(0);
    expect(printed).toMatch(
      new RegExp(`PostgreSQL at 127.0.0.1:${port} refuses: .*no such role; start one that takes the login`),
    );
    expect(printed).not.toContain('begins');
  } finally {
    server.close();
  }
});

test('lists the existing tasks when --task is unknown', async () => {
  const child = startGate(['--task', 'relations layerd']);
  const printed = await printedBy(child);
  expect(child.exitCode).not.toBe(0);
  expect(printed).toMatch(
    /--task "relations layerd": there is none; choose one of .*relations layered sqlite/,
  );
});

test('two at once on one machine do not get in each other’s way', async () => {
  const [last = 'sqlite'] = (await databases()).slice(-1);
  const args = ['--task', `base layered ${last}`, '--only', 'server answers'];
  const both = [startGate(args), startGate(args)];
  const printed = await Promise.all(both.map(printedBy));
  expect(
    both.map(({ exitCode }) => exitCode),
    printed.join('\n'),
  ).toEqual([0, 0]);
});

/** The processes that a gate has started, however far down, as command lines; a gate marks them by a variable of its environment. */
function marked(mark: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return environment.includes(mark) ? [`${pid} ${command}`] : [];
      } catch {
        // It has ended, or is not ours.
        return [];
      }
    });
}

test.runIf(process.platform === 'linux')(
  'a gate that is killed leaves nothing running, and the next one deletes what it left',
  async () => {
    const mark = `GATE_MARK=${process.pid}`;
    const child = startGate(['--task', 'migrations sqlite'], { GATE_MARK: String(process.pid) });
    const lines = createInterface({ input: child.stdout! });
    for await (const line of lines) if (line.includes('begins')) break;
    // Until it has a project and something that works on it.
    await expect
      .poll(() => marked(mark).filter((each) => each.includes('python')).length, limit)
      .toBeGreaterThan(1);
    // The one that cannot clean up after itself takes all others along.
    for (const each of marked(mark).filter((line) => line.includes('vitest.mjs')))
      process.kill(Number.parseInt(each, 10), 'SIGKILL');
    await expect.poll(() => marked(mark), limit).toEqual([]);
    const next = startGate(['--task', 'migrations sqlite', '--only', 'no check has this name']);
    expect(await printedBy(next)).toMatch(/deleted what a run that was killed left: [1-9]\d* folders/);
  },
);
