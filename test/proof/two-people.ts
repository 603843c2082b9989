import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alembic, type Subject } from './checks.ts';
import { expectRows } from './evolve-database.ts';
import type { Rows } from './evolve-rows.ts';
import { checkout } from './machine.ts';
import { run, type Ran } from './run.ts';

const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'core.autocrlf=false'];
const VERSIONS = 'alembic/versions';

export type Work = () => Promise<void>;

/** Two people on one repository, and a database that has rows from the beginning. */
export class Team {
  readonly #own: Subject;
  readonly #rows: Rows;

  constructor(own: Subject, rows: Rows) {
    this.#own = own;
    this.#rows = rows;
  }

  async git(...words: readonly string[]): Promise<Ran> {
    return run('git', [...who, ...words], {
      cwd: this.#own.root,
      env: { ...process.env, GIT_EDITOR: 'true' },
    });
  }

  async mustGit(...words: readonly string[]): Promise<void> {
    const { code, output } = await this.git(...words);
    if (code !== 0) throw new Error(`git ${words.join(' ')} ended with ${code}\n${output}`);
  }

  async commit(message: string): Promise<void> {
    await this.mustGit('add', '--all');
    await this.mustGit('commit', '--quiet', '--allow-empty', '--message', message);
  }

  /** Runs a verb, which has to end with this code; returns what it printed. */
  async verb(code: number, ...words: readonly string[]): Promise<string> {
    const bin = join(checkout, 'dist', 'bin', 'fastapi-architect.js');
    const ran = await run(process.execPath, [bin, ...words], { cwd: this.#own.root });
    if (ran.code === code) return ran.output;
    throw new Error(
      `${words.join(' ')} ended with ${ran.code} and not with ${code}\n${ran.output.slice(-4000)}`,
    );
  }

  /** Changes a resource. */
  change(...words: readonly string[]): Work {
    return async () => void (await this.verb(0, 'resource', ...words, '--skip-install'));
  }

  sync(code = 0): Promise<string> {
    return this.verb(code, 'sync', '--skip-install');
  }

  /** Each does something from where both are; Ann's branch is checked out. */
  async part(ann: Work, bob: Work): Promise<void> {
    for (const [name, work] of Object.entries({ bob, ann })) {
      await this.mustGit('checkout', '--quiet', '-B', name, 'main');
      await work();
      await this.commit(name);
    }
  }

  /** The same, and Ann merges what Bob did, conflicts and all. */
  async merge(ann: Work, bob: Work): Promise<void> {
    await this.part(ann, bob);
    await this.git('merge', '--quiet', 'bob');
  }

  /** The migrations that have this in them. */
  revisionsWith(text: string): readonly string[] {
    const folder = join(this.#own.root, VERSIONS);
    const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
    return names.filter((name) => readFileSync(join(folder, name), 'utf8').includes(text));
  }

  /** Takes the one migration away that has this in it, so that the other branch's counts. */
  async drop(text: string): Promise<void> {
    const [name = '', ...others] = this.revisionsWith(text);
    if (others.length > 0) throw new Error(`${text} is in ${[name, ...others].join(', ')}`);
    rmSync(join(this.#own.root, VERSIONS, name));
  }

  /** As sync and check ask for. */
  async mergeHeads(): Promise<void> {
    await alembic(this.#own, 'merge heads');
  }

  /** All is in line, the database goes to where the files are, keeps its rows, and both go on from there. */
  async settle(step: string): Promise<void> {
    await this.mergeHeads();
    await alembic(this.#own, 'upgrade head', 'check');
    const id = this.#rows['notes']?.map((row) => ({ id: row['id'] })) ?? [];
    await expectRows(this.#own, { notes: id }, `after ${step}`);
    await this.commit(step);
    await this.mustGit('branch', '--force', 'main');
    const said = await this.verb(0, 'check');
    if (said.trim() !== 'nothing to do') throw new Error(`after ${step}, check says\n${said}`);
  }
}

/** Does what a message says in its commands of git. */
export async function follow(team: Team, words: string): Promise<void> {
  for (const [, typed = ''] of words.matchAll(/"git ([^"]+)"/g)) await team.mustGit(...typed.split(' '));
}
