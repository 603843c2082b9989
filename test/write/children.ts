import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Order } from './child.ts';

const here = import.meta.dirname;
const repository = join(here, '..', '..');
let built = '';

/** What node of today cannot run as it is written is compiled, for the tests of this file only. */
function compile(): void {
  built = mkdtempSync(join(tmpdir(), 'child-'));
  chmodSync(built, 0o755);
  const config = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: {
      outDir: built,
      rootDir: repository,
      typeRoots: [join(repository, 'node_modules', '@types')],
    },
    files: [join(here, 'child.ts')],
    include: [],
  };
  writeFileSync(join(built, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  symlinkSync(join(repository, 'node_modules'), join(built, 'node_modules'), 'junction');
  execFileSync(process.execPath, [tsc, '-p', built], { stdio: ['ignore', 'inherit', 'inherit'] });
}

export interface Ended {
  readonly signal: NodeJS.Signals | undefined;
  /** What it did to the disk, call by call; nothing when it was killed. */
  readonly names: readonly string[];
  readonly result?: unknown;
  readonly error?: string | undefined;
}

/** Has the children compiled before the tests of a file and removed after them. */
export function useChildren(): void {
  beforeAll(compile);
  afterAll(() => rmSync(built, { recursive: true, force: true }));
}

/** Permissions bind everybody but root: where tests run as root, this is who they are for once. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Hands a folder to the user that `startAsUser` starts children as. */
export function handOver(folder: string): void {
  if (!isRoot) return;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) chownSync(join(entry.parentPath, entry.name), NOBODY, NOBODY);
  chownSync(folder, NOBODY, NOBODY);
}

/** A child that may do what a user may. */
export const startAsUser = (order: Order): Promise<Ended> =>
  startChild(order, isRoot ? { uid: NOBODY, gid: NOBODY } : {});

export function startChild(order: Order, as: { uid?: number; gid?: number } = {}): Promise<Ended> {
  const script = join(built, 'test', 'write', 'child.js');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, JSON.stringify(order)], as, (error, stdout) => {
      if (error?.signal) resolve({ signal: error.signal, names: [] });
      else if (error) reject(error);
      else resolve({ signal: undefined, ...(JSON.parse(stdout) as Omit<Ended, 'signal'>) });
    });
  });
}

const AT_ONCE = 4;

/** Does something for each number below `count`, a few of them at a time. */
export async function forEach(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await act(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
