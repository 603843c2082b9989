import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { put, read, treeOf } from './folder.ts';
import { makeProject } from './project.ts';
import { templates } from './render.ts';
import { run, type Ran } from './run.ts';

const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'core.autocrlf=false'];
export const VERSIONS = 'alembic/versions';

/** Runs git, which has to succeed. */
export function git(root: string, ...words: readonly string[]): string {
  return execFileSync('git', [...who, ...words], { cwd: root, stdio: 'pipe', encoding: 'utf8' });
}

/** Runs git where it may stop at a conflict; returns whether it did. */
export function gitStops(root: string, ...words: readonly string[]): boolean {
  const env = { ...process.env, GIT_EDITOR: 'true' };
  return spawnSync('git', [...who, ...words], { cwd: root, env }).status !== 0;
}

export function commitAll(root: string, message: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', message);
}

/** A branch for each change of a project in git, all from where it is now; the first is checked out. */
export async function parted(
  root: string,
  changes: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  git(root, 'init', '--quiet', '--initial-branch', 'main');
  commitAll(root, 'Start');
  for (const [name, change] of Object.entries(changes)) {
    git(root, 'checkout', '--quiet', '-b', name, 'main');
    await change();
    commitAll(root, name);
  }
  git(root, 'checkout', '--quiet', Object.keys(changes)[0] ?? 'main');
}

/** The same, and all merged into the first, conflicts and all. */
export async function branches(
  root: string,
  changes: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  await parted(root, changes);
  for (const other of Object.keys(changes).slice(1)) gitStops(root, 'merge', '--quiet', other);
}

/** The names of the migrations. */
export function revisionsIn(root: string): readonly string[] {
  return readdirSync(join(root, VERSIONS)).filter((name) => name.endsWith('.py'));
}

/** Does what `alembic merge heads` does. */
export function mergeHeads(root: string, id = 'merged'): void {
  const texts = revisionsIn(root).map((name) => read(root, `${VERSIONS}/${name}`));
  const find = (text: string, key: string) =>
    new RegExp(`^${key}(?:: [^=]+)? = (.+)$`, 'm').exec(text)?.[1] ?? '';
  const ids = (text: string) => [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  const parents = new Set(texts.flatMap((text) => ids(find(text, 'down_revision'))));
  const heads = texts.flatMap((text) => ids(find(text, 'revision'))).filter((each) => !parents.has(each));
  const down = `(${heads.map((head) => `"${head}"`).join(', ')})`;
  put(root, { [`${VERSIONS}/${id}.py`]: `revision = "${id}"\ndown_revision = ${down}\n` });
}

export const SPEC = '.fastapi-architect/resources/note.json';
export const LOCK = '.fastapi-architect/lock/note.json';
export const MODEL = 'app/models/note.py';
const quick = ['--skip-install'];

/** Changes a resource of the real templates, as one of two people does. */
export const does =
  (root: string, ...words: readonly string[]) =>
  async (): Promise<void> =>
    expect(await verb(root, 'resource', ...words)).toMatchObject({ exitCode: 0 });

export const verb = (root: string, ...words: readonly string[]): Promise<Ran> =>
  run(root, [...words, ...(words[0] === 'check' ? [] : quick)], undefined, templates);

export const project = (): Promise<string> =>
  makeProject(
    ['--yes', '--resource', 'Note title:str:max=200 body:text state:enum:values=open,done'],
    templates,
  );

export const fieldsIn = (root: string): readonly string[] =>
  JSON.parse(read(root, SPEC)).fields.map(({ name }: { name: string }) => name);

/** The migrations that have this in them. */
export const revisionsWith = (root: string, text: string): readonly string[] =>
  revisionsIn(root).filter((name) => read(root, `${VERSIONS}/${name}`).includes(text));

/** Everything is in line after the heads are merged, and nobody has edited a file: each is as it would be made. */
export async function isWhole(root: string, id?: string): Promise<void> {
  mergeHeads(root, id);
  expect(await verb(root, 'check')).toMatchObject({ exitCode: 0, out: 'nothing to do' });
  for (const [path, text] of Object.entries(treeOf(root)))
    expect([path, /^<{7}/m.test(text)]).toEqual([path, false]);
}
