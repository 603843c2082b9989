import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isWindows, pythons } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';

export interface Ran {
  readonly code: number;
  /** All that it printed, on either stream. */
  readonly output: string;
}

/** A program that was started. */
export interface Started {
  readonly ended: Promise<Ran>;
  /** Returns what it has printed so far. */
  readonly printed: () => string;
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => void;
}

export interface StartOptions {
  readonly cwd: string;
  /** Added to the environment of this process; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input; empty when left out. */
  readonly input?: string;
}

const SIGNALS = { SIGTERM: 15, SIGKILL: 9 } as const;
const script = join(import.meta.dirname, 'worker.py');

interface Ended {
  readonly id: number;
  readonly code: number;
  readonly signal: string | null;
  readonly cpu: number;
}

// A worker of the tests whose runner was killed ends too, and with it what it has started.
process.once('disconnect', () => process.exit(1));

let cpu = 0;

/** Returns the CPU seconds of all programs of this process that have ended. */
export const cpuSeconds = (): number => cpu;

function variables(env: StartOptions['env']): Record<string, string> {
  const all = Object.entries({ ...process.env, ...env });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Numbers the files below. */
let files = 0;
let folder: string | undefined;

function newFile(content: string): string {
  folder ??= mkdtempSync(join(ownTemporaryFolder(), 'run-'));
  files += 1;
  const file = join(folder, String(files));
  writeFileSync(file, content);
  return file;
}

/** A Python process that forks one child for each program, so that imports are paid for once. */
class Worker {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (ended: Ended) => void>();
  #started = 0;
  #failure: string | undefined;

  constructor(python: string) {
    this.#process = spawn(python, [script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: undefined },
    });
    // It must not keep this process alive.
    this.#process.unref();
    (this.#process.stdin as unknown as { unref(): void } | null)?.unref();
    (this.#process.stdout as unknown as { unref(): void } | null)?.unref();
    createInterface({ input: this.#process.stdout! }).on('line', (line) => {
      const ended = JSON.parse(line) as Ended;
      cpu += ended.cpu;
      this.#waiting.get(ended.id)?.(ended);
      this.#waiting.delete(ended.id);
    });
    this.#process.once('exit', (code, signal) => this.#fail(`the worker ended with ${signal ?? code}`));
    this.#process.once('error', (error) => this.#fail(error.message));
  }

  #fail(reason: string): void {
    this.#failure = reason;
    for (const [id, tell] of this.#waiting) tell({ id, code: 1, signal: reason, cpu: 0 });
    this.#waiting.clear();
  }

  start(request: Readonly<Record<string, unknown>>, { cwd, env, input }: StartOptions): Started {
    this.#started += 1;
    const id = this.#started;
    const output = newFile('');
    const read = () => readFileSync(output, 'utf8');
    const ended = new Promise<Ended>((resolve) => {
      if (this.#failure === undefined) this.#waiting.set(id, resolve);
      else resolve({ id, code: 1, signal: this.#failure, cpu: 0 });
    });
    const given = input === undefined ? null : newFile(input);
    this.#send({ ...request, id, cwd, env: variables(env), input: given, output });
    return {
      ended: ended.then(({ code, signal }) => ({
        code,
        output: signal === null ? read() : `${read()}\nended by ${signal}`,
      })),
      printed: read,
      kill: (signal) => this.#send({ kill: id, signal: SIGNALS[signal] }),
    };
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    if (this.#failure === undefined) this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}

const workers = new Map<string, Worker>();

function workerOf(python: string): Worker {
  const worker = workers.get(python) ?? new Worker(python);
  workers.set(python, worker);
  return worker;
}

/** Starts a program as Node does, where no process can be forked. */
function spawned(program: readonly string[], { cwd, env, input }: StartOptions): Started {
  const output = newFile('');
  const target = openSync(output, 'w');
  const [command = '', ...args] = program;
  const child = spawn(command, args, {
    cwd,
    env: variables(env),
    stdio: [input === undefined ? 'ignore' : 'pipe', target, target],
  });
  child.stdin?.end(input);
  const read = () => readFileSync(output, 'utf8');
  const ended = async (): Promise<Ran> => {
    try {
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      return { code: code ?? 1, output: signal === null ? read() : `${read()}\nended by ${signal}` };
    } finally {
      closeSync(target);
    }
  };
  return { ended: ended(), printed: read, kill: (signal) => void child.kill(signal) };
}

/** Starts a program. It ends with this process, however that ends. */
export function start(program: readonly string[], options: StartOptions): Started {
  return isWindows ? spawned(program, options) : workerOf(pythons()[0].command).start({ program }, options);
}

/** Starts Python as `<python> <args>` does, in a process that has imported the large libraries of its environment already. */
export function startPython(python: string, args: readonly string[], options: StartOptions): Started {
  return isWindows ? spawned([python, ...args], options) : workerOf(python).start({ python: args }, options);
}
