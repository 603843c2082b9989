import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { HANG } from '../support/limits.ts';
import { databases } from './databases.ts';
import { checkout } from './machine.ts';
import { isLeftOver } from './owned.ts';

// The gate itself, under what a machine does to it.

const limit = { timeout: HANG, interval: 100 };
const gate = join(checkout, 'scripts', 'gate.mjs');

function startGate(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|GATE_|PROOF_)/.test(name));
  return spawn(process.execPath, [gate, ...args], {
    cwd: checkout,
    env: { ...Object.fromEntries(own), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell gives one.
    detached: true,
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
      new RegExp(
        `PostgreSQL at 127.0.0.1:${port} refused the login: .*no such role; name another one with TEST_DATABASE_URL`,
      ),
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
  expect(printed).toMatch(/^there is no run "relations layerd"; choose from .*relations layered sqlite/m);
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

test.each([
  ['--only', 'almebic', /no check of these runs has "almebic" in its name/],
  ['--turn', '2', /^--turn 2: choose 0, 1 or all/],
  ['--seed', '4294967296', /^--seed 4294967296: type a whole number up to 4294967295/],
  ['--only', '', /^--only needs a value/],
])('is red for %s %j', async (flag, value, message) => {
  const child = startGate(['--task', 'migrations sqlite', flag, value]);
  const printed = await printedBy(child);
  expect(printed).toMatch(new RegExp(message.source, 'm'));
  expect(child.exitCode).toBe(1);
});

test('names the variable of a URL that is none', async () => {
  const child = startGate(['--task', 'migrations sqlite'], { TEST_DATABASE_URL: 'nowhere' });
  expect(await printedBy(child)).toMatch(/^TEST_DATABASE_URL is no URL: "nowhere"/m);
  expect(child.exitCode).toBe(1);
});

/** How a gate may be ended: a signal, and the process that gets it, or the whole group, as from a terminal. */
const endings = [
  ['SIGKILL', 'vitest.mjs'],
  ['SIGKILL', 'gate.mjs'],
  ['SIGTERM', 'gate.mjs'],
  ['SIGINT', 'group'],
  ['SIGTERM', 'group'],
] as const;

describe.runIf(process.platform === 'linux')('a gate that is killed', () => {
  test.each(endings)('by %s to its %s leaves nothing running', async (signal, whom) => {
    const mark = `GATE_MARK=${process.pid}`;
    const child = startGate(['--task', 'migrations sqlite'], { GATE_MARK: String(process.pid) });
    const lines = createInterface({ input: child.stdout! });
    for await (const line of lines) if (line.includes('begins')) break;
    // Until it has a project and something that works on it.
    await expect
      .poll(() => marked(mark).filter((each) => each.includes('python')).length, limit)
      .toBeGreaterThan(1);
    if (whom === 'group') process.kill(-(child.pid ?? 0), signal);
    else
      for (const each of marked(mark).filter((line) => line.includes(whom)))
        process.kill(Number.parseInt(each, 10), signal);
    await expect.poll(() => marked(mark), limit).toEqual([]);
  });

  test('leaves folders and databases that the next one deletes', async () => {
    const next = startGate(['--task', 'base layered sqlite', '--only', 'ruff format']);
    expect(await printedBy(next)).toContain('1 passed, 0 failed');
    // Another gate of this machine may have been faster, so what it says tells nothing.
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith('fastapi-architect-proof-'));
    expect(left.filter(isLeftOver)).toEqual([]);
  });
});
