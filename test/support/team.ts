import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { put, read } from './folder.ts';

const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'core.autocrlf=false'];
const VERSIONS = 'alembic/versions';

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
