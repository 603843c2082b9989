import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ANSWERS_FILE, STATE_FOLDER, UNDO_FOLDER } from '../../src/state/layout.ts';
import type { FileWrite } from '../../src/write/journal.ts';
import { commit } from '../../src/write/transaction.ts';

const OLD: Readonly<Record<string, string>> = {
  [ANSWERS_FILE]: '{"generator-fastapi-architect":{"side":"old"}}',
  'app/main.py': 'old main\r\n',
  'app/models/gone.py': 'removed, with its folder',
  'app/mine.py': 'nobody touches this',
};

/** A run that replaces, creates and removes files, in folders that are there, that come and that go. */
export const WRITES: readonly FileWrite[] = [
  { path: 'app/main.py', content: 'new main' },
  { path: 'app/api/v1/items.py', content: 'made' },
  { path: 'app/models/gone.py', content: null },
  { path: `${STATE_FOLDER}/objects/ab/cd.gz`, content: Uint8Array.of(0, 255, 31, 139) },
  { path: ANSWERS_FILE, content: '{"generator-fastapi-architect":{"side":"new"}}' },
];

/** A project as it is before that run, with as many earlier runs as are kept. */
export function makeScene(root: string): void {
  for (const [path, text] of Object.entries(OLD)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'app/empty'));
  for (let run = 0; run < 10; run += 1) commit(root, [{ path: 'app/counter.py', content: `run ${run}` }]);
  chmodSync(join(root, 'app/main.py'), 0o750);
}

/** All that is below a folder: folders, files with their bytes, modes. */
export function everythingIn(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const told = entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const mode = (statSync(path).mode & 0o777).toString(8);
    const name = relative(root, path);
    return entry.isDirectory()
      ? [`${name}/`, mode]
      : [name, `${mode} ${readFileSync(path).toString('latin1')}`];
  });
  return Object.fromEntries(told) as Record<string, string>;
}

interface Piece {
  readonly path: string;
  readonly mode: number;
  /** Undefined: a folder. */
  readonly bytes: Uint8Array | undefined;
}

/** Keeps a folder in memory; returns what makes it again elsewhere, which is many times faster than to copy it. */
export function keep(root: string): (root: string) => void {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const pieces = entries.map((entry): Piece => {
    const file = join(entry.parentPath, entry.name);
    const bytes = entry.isDirectory() ? undefined : readFileSync(file);
    return { path: relative(root, file), mode: statSync(file).mode, bytes };
  });
  // A folder is shorter than what is in it.
  const ordered = pieces.toSorted((a, b) => a.path.length - b.path.length);
  return (copy) => {
    mkdirSync(copy, { recursive: true });
    for (const { path, mode, bytes } of ordered) {
      if (bytes) writeFileSync(join(copy, path), bytes);
      else mkdirSync(join(copy, path));
      chmodSync(join(copy, path), mode);
    }
  };
}

/** All that is below a folder without the ids of undo entries, which are times: they are numbered from the newest. */
export function stateOf(root: string): Record<string, string> {
  const all = everythingIn(root);
  const id = new RegExp(`^${UNDO_FOLDER}/(\\d+)/$`.replaceAll('.', '\\.'));
  const ids = Object.keys(all).flatMap((path) => id.exec(path)?.[1] ?? []);
  const newest = ids.toSorted().toReversed();
  const named = (path: string) => newest.reduce((name, each, age) => name.replace(each, `<${age}>`), path);
  return Object.fromEntries(Object.entries(all).map(([path, what]) => [named(path), what]));
}

/** The same without what can be taken back. */
export function projectOf(root: string): Record<string, string> {
  const entries = Object.entries(everythingIn(root));
  return Object.fromEntries(entries.filter(([path]) => !path.startsWith(`${UNDO_FOLDER}/`)));
}
