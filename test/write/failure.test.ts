import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TRANSACTION_FOLDER } from '../../src/state/layout.ts';
import { UserError } from '../../src/errors.ts';
import { recover } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';
import { undo } from '../../src/write/undo.ts';
import { tempFolder } from '../support/folder.ts';
import { diskError, watching, type Watch } from './faults.ts';
import { WRITES, keep, makeScene, stateOf } from './scene.ts';

// A run for each of its calls: where others use the disk too, that takes its time.

interface Scenes {
  readonly before: string;
  readonly after: string;
  readonly copyOf: (scene: string) => string;
}

function makeScenes(): Scenes {
  const folder = tempFolder();
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  makeScene(before);
  cpSync(before, after, { recursive: true });
  commit(after, WRITES);
  let copies = 0;
  const kept = { [before]: keep(before), [after]: keep(after) };
  const copyOf = (scene: string): string => {
    copies += 1;
    const root = join(folder, `copy-${copies}`);
    kept[scene]?.(root);
    return root;
  };
  return { before, after, copyOf };
}

const acts = {
  'a run': { act: (root: string) => commit(root, WRITES), from: 'before' },
  'an undo': { act: (root: string) => undo(root), from: 'after' },
} as const;

function filesIn(state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).filter(([path]) => !path.endsWith('/')));
}

/** What needs room on the disk. */
const ROOM: ReadonlySet<string> = new Set([
  'create',
  'writeSync',
  'fsyncSync',
  'mkdirSync',
  'linkSync',
  'copyFileSync',
]);

test.each(Object.entries(acts))(
  '%s on a disk that is full at any write leaves all as it was',
  (_, { act, from }) => {
    const scenes = makeScenes();
    const old = stateOf(scenes[from]);
    // A run that has left all as it was leaves the next one the same to start from.
    const root = scenes.copyOf(scenes[from]);
    let failed = 0;
    for (let at = 0; ; at += 1) {
      let calls = 0;
      const full: Watch = (name, path) => {
        if (!ROOM.has(name)) return;
        calls += 1;
        if (calls > at) throw diskError('ENOSPC', name, path);
      };
      const error = watching(full, () => act(root));
      if (error === undefined) break;
      expect(error).toBeInstanceOf(UserError);
      expect((error as Error).message).toMatch(/^ENOSPC[^\n]*: no file was changed$/);
      expect(stateOf(root)).toEqual(old);
      failed += 1;
    }
    expect(failed).toBeGreaterThan(20);
  },
);

test.each(Object.entries(acts))(
  '%s in which any one call fails is all old with an error, or all new without',
  (_, { act, from }) => {
    const scenes = makeScenes();
    const old = stateOf(scenes[from]);
    const whole = scenes.copyOf(scenes[from]);
    let count = 0;
    watching(
      () => {
        count += 1;
      },
      () => act(whole),
    );
    const done = stateOf(whole);
    const outcomes = new Set<string>();
    let root = scenes.copyOf(scenes[from]);
    for (let at = 0; at < count; at += 1) {
      let calls = 0;
      let call = '';
      const error = watching(
        (name, path) => {
          calls += 1;
          if (calls <= at || call !== '') return;
          call = name;
          throw diskError('EIO', name, path);
        },
        () => act(root),
      );
      expect(existsSync(join(root, TRANSACTION_FOLDER, 'journal.json')), call).toBe(false);
      // A folder that could not be removed is left to the next run.
      recover(root);
      const [is, has] = [stateOf(root), error === undefined ? done : old];
      // An empty folder that cannot be removed is no reason to take the files back.
      if (call === 'rmdirSync') expect(filesIn(is)).toEqual(filesIn(has));
      else expect(is, call).toEqual(has);
      outcomes.add(error === undefined ? 'new' : 'old');
      if (error === undefined) root = scenes.copyOf(scenes[from]);
    }
    expect([...outcomes].toSorted()).toEqual(['new', 'old']);
  },
);
