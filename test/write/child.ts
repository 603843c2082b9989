import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { undo } from '../../src/write/undo.ts';
import { uninterrupted } from '../../src/run/commit.ts';
import { diskError, watchDisk } from './faults.ts';
import { WRITES } from './scene.ts';

/** What this process does, and at which of its changes of the disk something happens to it. */
export interface Order {
  readonly root: string;
  readonly act: 'commit' | 'undo' | 'recover' | 'uninterrupted commit';
  readonly signal: NodeJS.Signals;
  readonly at: number;
  /** The rename of this number fails. */
  readonly failingRename?: number;
}

const { root, act, signal, at, failingRename } = JSON.parse(process.argv[2] ?? '') as Order;
let calls = 0;
let renames = 0;
const names: string[] = [];
watchDisk((name, path) => {
  if (calls === at) process.kill(process.pid, signal);
  calls += 1;
  names.push(path.endsWith('journal.json.new') && name === 'renameSync' ? 'journal' : name);
  if (name !== 'renameSync') return;
  if (renames === failingRename) {
    renames += 1;
    throw diskError('EIO', name, path);
  }
  renames += 1;
});
const acts = {
  commit: () => commit(root, WRITES),
  undo: () => undo(root),
  recover: () => recover(root),
  'uninterrupted commit': () => uninterrupted(() => commit(root, WRITES)),
};
let error: string | undefined;
let result: unknown;
try {
  result = await acts[act]();
} catch (thrown) {
  error = (thrown as Error).message;
}
process.stdout.write(JSON.stringify({ names, result, error }));
