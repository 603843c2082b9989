import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';

/** Is told of each call that changes the disk before it is made; what it throws is what the call fails with. */
export type Watch = (name: string, path: string) => void;

const real = { ...fs };
const SIMPLE = [
  'chmodSync',
  'copyFileSync',
  'fsyncSync',
  'linkSync',
  'renameSync',
  'rmdirSync',
  'unlinkSync',
  'writeSync',
] as const;

type Call = (...args: never[]) => unknown;

/** A removal of a folder is many calls, and a process can be killed between any two of them. */
function removeTree(path: string): void {
  const stats = real.lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) return fs.unlinkSync(path);
  for (const name of real.readdirSync(path)) removeTree(join(path, name));
  fs.rmdirSync(path);
}

function pieces(watch: Watch): Record<string, unknown> {
  const mkdirSync = (path: string, options?: { recursive?: boolean }): void => {
    if (options?.recursive && real.existsSync(path)) return;
    if (options?.recursive) mkdirSync(dirname(path), options);
    watch('mkdirSync', path);
    real.mkdirSync(path);
  };
  const openSync = (path: string, flags: string): number => {
    if (flags !== 'r') watch(flags === 'w' ? 'create' : 'openSync', path);
    return real.openSync(path, flags);
  };
  // A file that is being written is half there for a moment.
  const writeFileSync = (path: string, content: string | Uint8Array): void => {
    const bytes = Buffer.from(content);
    const half = Math.ceil(bytes.length / 2);
    const file = openSync(path, 'w');
    try {
      real.writeSync(file, bytes, 0, half);
      fs.writeSync(file, bytes, half);
    } finally {
      real.closeSync(file);
    }
  };
  return { mkdirSync, openSync, writeFileSync, rmSync: removeTree };
}

/** Watches every change of the disk that this process makes from now on; returns what ends it. */
export function watchDisk(watch: Watch): () => void {
  const simple = SIMPLE.map((name) => {
    const call = real[name] as Call;
    const watched = (...args: never[]): unknown => {
      watch(name, String(args[0]));
      return call(...args);
    };
    return [name, watched];
  });
  const watched: Record<string, unknown> = { ...Object.fromEntries(simple), ...pieces(watch) };
  Object.assign(fs, watched);
  syncBuiltinESMExports();
  return () => {
    for (const name of Object.keys(watched)) Object.assign(fs, { [name]: real[name as keyof typeof real] });
    syncBuiltinESMExports();
  };
}

/** An error as node:fs throws it. */
export function diskError(code: string, name: string, path: string): Error {
  return Object.assign(new Error(`${code}: injected, ${name} '${path}'`), { code });
}

/** Does something under watch; returns what it threw. */
export function watching(watch: Watch, act: () => unknown): unknown {
  const unwatch = watchDisk(watch);
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    unwatch();
  }
}
