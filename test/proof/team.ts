import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatResource } from '../../src/language/resource.ts';
import { readResources } from '../../src/state/resources.ts';
import { answersNamed } from './answers.ts';
import { alembic, type Check, type Subject } from './checks.ts';
import { described, expectSchema, insert, withDatabase } from './evolve-database.ts';
import type { Rows } from './evolve-rows.ts';
import { builtBin } from './prove.ts';
import { withResources } from './shapes.ts';
import { taskSubject } from './task.ts';
import { Team, follow } from './two-people.ts';

/** What the two begin with. */
export const teamLines = ['Note title:str:max=200 body:text:optional state:enum:values=open,done'];

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

/** Resources that one branch renames, while the other goes on with them under the old name. */
async function rename(team: Team): Promise<void> {
  await team.merge(team.change('Book', '--rename-to', 'Volume'), team.change('Book', 'shelf:str:optional'));
  const [, have = ''] = (await team.sync(3)).split('; to use Volume: ');
  await follow(team, have);
  await team.sync();
  await team.settle('a renamed resource beside a field of it');

  await team.merge(
    team.change('Volume', '--rename-to', 'Tome'),
    team.change('Shelf', 'label:str', 'volume:ref:to=Volume:optional'),
  );
  await follow(team, await team.sync(3));
  await team.mustGit('checkout', '--quiet', 'bob');
  await team.change('Volume', '--rename-to', 'Tome')();
  await team.commit('the same name');
  await team.mustGit('checkout', '--quiet', 'ann');
  await team.git('merge', '--quiet', 'bob');
  const said = await team.sync(3);
  // Bob's goes on from the table that refers to the old name.
  await follow(team, /delete it \("git [^"]+"/.exec(said)?.[0] ?? '');
  await team.sync();
  await team.settle('a reference to a resource that was renamed');

  await team.merge(
    team.change('Note', '--rename', 'shade:tint'),
    team.change('Note', '--rename', 'shade:tint'),
  );
  await team.sync();
  await team.settle('a rename that both made');

  await team.merge(
    team.change('Note', '--drop', 'mood', '--allow-drop'),
    team.change('Note', '--rename', 'place:spot'),
  );
  await team.sync();
  await team.settle('a field that goes beside one that is renamed');
}

/** Ways of git to bring work together that are no merge of Ann's. */
async function otherwise(team: Team): Promise<void> {
  await team.part(team.change('Note', 'one:str:optional'), team.change('Note', 'two:str:optional'));
  await team.git('merge', '--squash', 'bob');
  await team.sync();
  await team.settle('a squash');

  await team.part(team.change('Note', 'three:str:optional'), team.change('Note', 'four:str:optional'));
  await team.mustGit('checkout', '--quiet', 'bob');
  await team.git('merge', '--quiet', 'ann');
  await team.sync();
  await team.settle('a merge by the other');

  await team.part(team.change('Note', 'five:str:optional'), team.change('Note', 'six:str:optional'));
  await team.mustGit('checkout', '--quiet', 'bob');
  await team.mustGit('reset', '--quiet', '--soft', 'main');
  await team.mustGit('stash', '--quiet', '--include-untracked');
  await team.mustGit('checkout', '--quiet', 'ann');
  await team.git('stash', 'pop');
  await team.sync();
  await team.settle('a stash');

  await team.merge(
    team.change('Note', 'color:str:optional:index'),
    team.change('Note', 'tint:str:optional:index'),
  );
  await team.sync();
  await team.settle('an index on both sides');

  await team.merge(team.change('Otter', '--remove', '--allow-drop'), team.change('Pen', 'label:str'));
  await team.sync();
  await team.settle('a resource that goes beside one that comes');

  await team.merge(team.change('Note', 'seven:int:optional'), async () => {
    await team.change('Note', 'eight:int:optional')();
    await team.verb(0, 'undo', '--skip-install');
    await team.change('Pen', 'ink:str:optional')();
  });
  await team.sync();
  await team.settle('an undo before a merge');
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
    await rename(team);
    await otherwise(team);
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
