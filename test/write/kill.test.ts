import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { undo } from '../../src/write/undo.ts';
import type { Order } from './child.ts';
import { forEach, handOver, startAsUser, startChild, useChildren } from './children.ts';
import { WRITES, keep, makeScene, projectOf, stateOf } from './scene.ts';

useChildren();
// A process a step: where others use the machine too, that takes its time.

type State = Record<string, string>;

const folder = mkdtempSync(join(tmpdir(), 'kill-'));
const BEFORE = join(folder, 'before');
const AFTER = join(folder, 'after');
/** After an undo: as before the run, with one earlier run less to take back. */
const UNDONE = join(folder, 'undone');

beforeAll(() => {
  makeScene(BEFORE);
  cpSync(BEFORE, AFTER, { recursive: true });
  commit(AFTER, WRITES);
  cpSync(AFTER, UNDONE, { recursive: true });
  undo(UNDONE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
const kept = new Map<string, (root: string) => void>();

function copyOf(scene: string): string {
  copies += 1;
  const root = join(folder, `copy-${copies}`);
  const unpack = kept.get(scene) ?? keep(scene);
  kept.set(scene, unpack);
  unpack(root);
  return root;
}

/** Old, new, or in what it is neither. */
function sideOf(state: State, before: State, after: State): string {
  if (JSON.stringify(state) === JSON.stringify(before)) return 'old';
  if (JSON.stringify(state) === JSON.stringify(after)) return 'new';
  const other = Object.keys({ ...state, ...before, ...after }).filter((path) => state[path] !== before[path]);
  return `neither: ${other.join(', ')}`;
}

interface Attempt extends Partial<Order> {
  readonly act: Order['act'];
  /** The project that it is done to. */
  readonly scene: string;
  /** The first change of the disk that it is killed at. */
  readonly from?: number;
}

const start = (root: string, order: Partial<Order> & Pick<Order, 'act'>) =>
  startChild({ root, signal: 'SIGKILL', at: -1, ...order });

/** Does one thing over and over, each time killed one change of the disk later, and tells on which side each ended. */
async function killEverywhere(
  { scene, from = 0, ...order }: Attempt,
  old: State,
): Promise<readonly string[]> {
  const after = stateOf(AFTER);
  const { names } = await start(copyOf(scene), order);
  const sides: string[] = [];
  await forEach(names.length - from, async (index) => {
    const root = copyOf(scene);
    expect(await start(root, { ...order, at: from + index })).toMatchObject({ signal: 'SIGKILL' });
    recover(root);
    sides[index] = sideOf(stateOf(root), old, after);
  });
  return sides;
}

/** First all on one side, then all on the other. */
function expectSwitch(sides: readonly string[], from: string, to: string): void {
  const first = sides.indexOf(to);
  expect(first).toBeGreaterThan(0);
  expect(sides).toEqual(sides.map((_, index) => (index < first ? from : to)));
}

test('a run that is killed at any change of the disk is all old or all new once recovered', async () => {
  const sides = await killEverywhere({ act: 'commit', scene: BEFORE }, stateOf(BEFORE));
  expectSwitch(sides, 'old', 'new');
  expect(sides.length).toBeGreaterThan(45);
});

test('an undo that is killed at any change of the disk is all done or not at all once recovered', async () => {
  expect(projectOf(UNDONE)).toEqual(projectOf(BEFORE));
  const sides = await killEverywhere({ act: 'undo', scene: AFTER }, stateOf(UNDONE));
  expectSwitch(sides, 'new', 'old');
  expect(sides.length).toBeGreaterThan(45);
});

test('an undo that is killed is the same one when it is asked for again', async () => {
  const { names } = await start(copyOf(AFTER), { act: 'undo' });
  const committed = names.indexOf('journal');
  for (const at of [committed - 1, committed + 1, committed + 8]) {
    const root = copyOf(AFTER);
    await start(root, { act: 'undo', at });
    undo(root);
    expect(stateOf(root)).toEqual(stateOf(UNDONE));
  }
});

test('recovering can be killed as well, and be repeated', async () => {
  const { names } = await start(copyOf(BEFORE), { act: 'commit' });
  const committed = names.indexOf('journal');
  const [early, late] = [copyOf(BEFORE), copyOf(BEFORE)];
  await start(early, { act: 'commit', at: committed });
  await start(late, { act: 'commit', at: committed + 1 });
  const old = stateOf(BEFORE);
  const discarded = await killEverywhere({ act: 'recover', scene: early }, old);
  expect(new Set(discarded)).toEqual(new Set(['old']));
  const finished = await killEverywhere({ act: 'recover', scene: late }, old);
  expect(new Set(finished)).toEqual(new Set(['new']));
});

test('a run that fails and is killed while it is taken back is all old or all new once recovered', async () => {
  // The renames before it: the owner, the journal, a few files.
  const order = { act: 'commit', failingRename: 6 } as const;
  const { names, error } = await start(copyOf(BEFORE), order);
  expect(error).toMatch(/no file was changed/);
  const renames = names.flatMap((name, call) => (['renameSync', 'journal'].includes(name) ? [call] : []));
  const from = renames[order.failingRename] ?? 0;
  const sides = await killEverywhere({ ...order, scene: BEFORE, from }, stateOf(BEFORE));
  expectSwitch(sides, 'new', 'old');
});

test.each(['app', 'app/models', '.fastapi-architect', '.'])(
  'a folder that is read-only (%s) stops a run',
  async (path) => {
    const root = copyOf(BEFORE);
    handOver(root);
    chmodSync(join(root, path), 0o555);
    const before = stateOf(root);
    chmodSync(folder, 0o755);
    const { error } = await startAsUser({ root, act: 'commit', signal: 'SIGKILL', at: -1 });
    expect(error).toMatch(/ is not writable: nothing was written$/);
    expect(stateOf(root)).toEqual(before);
    chmodSync(join(root, path), 0o755);
  },
);

test('Ctrl-C before the journal: nothing happened', async () => {
  const { names } = await start(copyOf(BEFORE), { act: 'commit' });
  const committed = names.indexOf('journal');
  for (const at of [0, 1, Math.floor(committed / 2), committed - 1, committed]) {
    const root = copyOf(BEFORE);
    expect(await start(root, { act: 'commit', signal: 'SIGINT', at })).toMatchObject({ signal: 'SIGINT' });
    expect(recover(root)).toBe(false);
    expect(stateOf(root)).toEqual(stateOf(BEFORE));
  }
});

test('Ctrl-C while files are written waits until they are complete', async () => {
  const root = copyOf(BEFORE);
  const ended = await start(root, { act: 'uninterrupted commit', signal: 'SIGINT', at: 3 });
  expect(ended).toMatchObject({ signal: undefined, result: true });
  expect(stateOf(root)).toEqual(stateOf(AFTER));
});
