import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatResource } from '../../src/language/resource.ts';
import { readResources } from '../../src/state/resources.ts';
import { answersNamed } from './answers.ts';
import { alembic, type Check, type Subject } from './checks.ts';
import { described, expectRows, expectSchema, insert, withDatabase } from './evolve-database.ts';
import type { Rows } from './evolve-rows.ts';
import { checkout } from './machine.ts';
import { builtBin } from './prove.ts';
import { run, type Ran } from './run.ts';
import { withResources } from './shapes.ts';
import { taskSubject } from './task.ts';

const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'core.autocrlf=false'];
const VERSIONS = 'alembic/versions';

/** What the two begin with. */
export const teamLines = ['Note title:str:max=200 body:text:optional state:enum:values=open,done'];

type Work = () => Promise<void>;

/** Two people on one repository, and a database that has rows from the beginning. */
class Team {
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

const times = { created_at: '2024-05-06T07:08:09+00:00', updated_at: '2024-05-06T07:08:09+00:00' };
const rows: Rows = {
  notes: [{ id: '1'.repeat(32), title: 'One', body: null, state: 'open', ...times }],
};

/** The days of two people: each step leaves a project that is whole, and a database with its rows. */
async function play(team: Team): Promise<void> {
  await team.merge(
    team.change('Note', 'size:int:default=1'),
    team.change('Note', 'weight:int:default=3', 'tone:str:optional'),
  );
  await team.sync();
  await team.settle('fields on both sides');

  await team.merge(
    team.change('Note', '--rename', 'title:headline'),
    team.change('Note', 'tone:str:optional:max=20', '--drop', 'body', '--allow-drop'),
  );
  await team.sync();
  await team.settle('a rename beside an edit');

  await team.merge(
    team.change('Note', '--rename', 'size:length'),
    team.change('Note', 'size:int:default=1:index'),
  );
  if (!(await team.sync(3)).includes('git rm -f')) throw new Error('sync does not say what to remove');
  await team.drop('"ix_notes_size"');
  await team.sync();
  await team.settle('a rename and an edit of one column');

  await team.merge(
    team.change('Book', 'title:str', 'pages:int:default=1'),
    team.change('Book', 'title:str', 'author:str:default=x'),
  );
  await team.sync(3);
  await team.drop('"author"');
  await team.sync();
  await team.settle('one resource that both added');

  await team.merge(team.change('Book', '--remove', '--allow-drop'), team.change('Book', 'isbn:str:optional'));
  const [keep = ''] = (await team.sync(3)).split('; to remove it: ');
  for (const [, words = ''] of keep.matchAll(/"git ([^"]+)"/g)) await team.mustGit(...words.split(' '));
  await team.sync();
  await team.settle('a resource that one removed and the other changed');

  await team.merge(
    team.change('Note', 'state:enum:values=open,done,late'),
    team.change('Note', 'state:enum:values=open,done,lost'),
  );
  await team.sync(4);
  await team.verb(2, 'check');
  await team.mergeHeads();
  await team.sync();
  await team.settle('values that both added');
}

async function goesOn(team: Team): Promise<void> {
  await team.part(team.change('Note', 'color:str:optional'), async () => {
    await team.change('Note', 'shade:str:optional')();
    await team.commit('shade');
    await team.change('Otter', 'age:int', 'note:ref:to=Note:optional')();
  });
  await team.mustGit('checkout', '--quiet', 'bob');
  await team.git('rebase', '--quiet', 'ann');
  await team.sync();
  await team.mustGit('add', '--all');
  await team.git('rebase', '--continue');
  await team.sync();
  await team.mustGit('add', '--all');
  await team.git('rebase', '--continue');
  await team.settle('a rebase');

  await team.part(team.change('Note', 'mood:str:optional'), team.change('Note', 'place:str:optional'));
  await team.git('cherry-pick', 'bob');
  await team.sync();
  await team.mustGit('add', '--all');
  await team.git('cherry-pick', '--continue');
  await team.settle('a cherry-pick');

  await team.merge(team.change('Note', 'day:date:optional'), team.change('Note', 'hour:time:optional'));
  await team.mustGit('checkout', '--theirs', '--', '.fastapi-architect/lock');
  await team.sync();
  await team.settle('locks that were resolved for one side');

  await team.change('Note', 'extra:int:optional')();
  const said = await team.verb(0, 'undo', '--skip-install');
  if (!said.includes('may have run in a database')) throw new Error(`undo says\n${said}`);
  await team.settle('an undo after a merge');
}

async function worksTogether(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    const team = new Team(own, rows);
    await team.mustGit('init', '--quiet', '--initial-branch', 'main');
    await team.commit('Start');
    await alembic(own, 'upgrade head');
    await insert(own, rows);
    await play(team);
    await goesOn(team);
    await isAsFresh(own);
    await alembic(own, 'downgrade base', 'upgrade head', 'check');
  });
}

/** What the two got to is what a new project with these resources is. */
async function isAsFresh(own: Subject): Promise<void> {
  const folder = join(dirname(own.root), 'fresh');
  mkdirSync(folder);
  const lines = readResources(own.root).map(formatResource);
  const root = await withResources('fresh', lines).make(
    await builtBin(),
    folder,
    answersNamed(taskSubject()),
  );
  const found = await described(own);
  await withDatabase({ ...own, root }, async (fresh) => {
    await alembic(fresh, 'upgrade head');
    expectSchema(found, await described(fresh), 'after all that two people did');
  });
}

export const teamChecks: readonly Check[] = [
  { name: 'two people work on one resource', databases: 'each', run: worksTogether },
];
