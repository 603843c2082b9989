import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { questionNames } from '../../src/advice/questions.ts';
import { newArguments } from '../support/advice.ts';
import { read, tempFolder, treeOf } from '../support/folder.ts';
import { templates } from '../support/render.ts';
import { answering, run as runAnywhere } from '../support/run.ts';
import type { Ask } from '../../src/dialogue.ts';

const run = (cwd: string, args: readonly string[], ask?: Ask) => runAnywhere(cwd, args, ask, templates);
const quick = ['--skip-install', '--skip-git'];

test('--yes takes the usual answers, and the run goes on with the profile and the database', async () => {
  const cwd = tempFolder();
  const { exitCode, out } = await run(cwd, newArguments('--team', '1-3', '--scale', 'under-10'));
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^Recommended +pragmatic \(Endpoints first\), 10 points\n/);
  expect(out).toMatch(/\n +Team: 1 to 3 people change the code every week \(3 points\)\n/);
  expect(out).toMatch(/\nRunner-up +api-v1 \(Versioned API\), 7 points\nWhat would change it +/);
  expect(out).toMatch(/\nDatabase +sqlite\. /);
  expect(read(join(cwd, 'shop'), '.yo-rc.json')).toMatch(/"profile": "pragmatic",\s+"database": "sqlite"/);
});

test('--profile and --database win, and the output says so', async () => {
  const cwd = tempFolder();
  const { out } = await run(cwd, newArguments('--profile', 'pragmatic', '--database', 'sqlite'));
  expect(out).toContain('--profile pragmatic is used instead of layered');
  expect(out).toContain('--database sqlite is used instead of postgresql');
  expect(read(join(cwd, 'shop'), '.yo-rc.json')).toMatch(/"profile": "pragmatic",\s+"database": "sqlite"/);
});

describe('in a terminal', () => {
  const usual = { clerk: 'no', 'bulk-calls': 'no', 'external-clients': 'no', scale: '10-200', team: '4-8' };
  const answers = { ...usual, speed: 'both', failure: 'money', change: 'rules' };
  const lists = Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, [value]]));

  test('--advise asks what no flag has answered', async () => {
    const cwd = tempFolder();
    const { team: _, ...others } = lists;
    const ask = answering({ ...others, auth: ['none'], first: ['none'] });
    const { exitCode, out } = await run(cwd, ['new', 'shop', '--advise', '--team', 'over-8', ...quick], ask);
    expect([exitCode, ask.asked]).toEqual([
      0,
      [...questionNames.filter((name) => name !== 'team'), 'auth', 'first'],
    ]);
    expect(out).toMatch(/^Recommended +layered/);
  });

  test('"help me choose" is a choice of the wizard and asks the same', async () => {
    const [byFlag, byWizard] = [tempFolder(), tempFolder()];
    const ask = answering({ profile: ['help me choose'], ...lists, auth: ['none'], first: ['example'] });
    const { exitCode } = await run(byWizard, ['new', 'shop', ...quick], ask);
    expect([exitCode, ask.asked]).toEqual([0, ['profile', ...questionNames, 'auth', 'first']]);
    await run(byFlag, newArguments('--change', 'rules'));
    expect(treeOf(byWizard)).toEqual(treeOf(byFlag));
  });

  test('"back" leads from the first question to the profiles, and from the next one to the question before', async () => {
    const cwd = tempFolder();
    const ask = answering({
      ...lists,
      profile: ['help me choose', 'help me choose'],
      clerk: ['back', 'yes', 'no'],
      'bulk-calls': ['back', 'no'],
      auth: ['none'],
      first: ['none'],
    });
    const { exitCode, out } = await run(cwd, ['new', 'shop', ...quick], ask);
    expect([exitCode, ask.asked.slice(0, 7)]).toEqual([
      0,
      ['profile', 'clerk', 'profile', 'clerk', 'bulk-calls', 'clerk', 'bulk-calls'],
    ]);
    expect(out).toMatch(/^Recommended +layered/);
  });

  test('a profile that is chosen in the wizard gets no record', async () => {
    const cwd = tempFolder();
    const ask = answering({ profile: ['layered'], database: ['sqlite'], auth: ['none'], first: ['none'] });
    expect(await run(cwd, ['new', 'shop', ...quick], ask)).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(cwd, 'shop/docs/adr'))).toBe(false);
  });
});

const missing = '--bulk-calls, --external-clients, --scale, --team, --speed, --failure, --change';

test.each([
  [['--advise'], `--advise needs answers: --clerk, ${missing} (or --yes for the usual ones); see new --help`],
  [
    ['--advise', '--clerk=no'],
    `--advise needs answers: ${missing} (or --yes for the usual ones); see new --help`,
  ],
  [['--yes', '--team=1-3'], '--team has no effect without --advise; add --advise, or omit it'],
  [
    ['--yes', '--team=1-3', '--clerk=no'],
    '--clerk, --team have no effect without --advise; add --advise, or omit them',
  ],
  [['--advise', '--yes', '--team=3'], '--team=3: choose from 1-3, 4-8, over-8'],
  [['--advise', '--yes', '--scale=lots'], '--scale=lots: choose from under-10, 10-200, over-200'],
  [['--advise', '--yes', '--team='], '--team has an empty value; type --team 1-3|4-8|over-8, or omit it'],
])('new %j is refused in one line, and nothing is written', async (flags, err) => {
  const cwd = tempFolder();
  expect(await run(cwd, ['new', 'shop', ...flags])).toEqual({ exitCode: 1, out: '', err });
  expect(treeOf(cwd)).toEqual({});
});

test('other verbs do not take the flags', async () => {
  const cwd = tempFolder();
  await run(cwd, newArguments());
  const { exitCode, err } = await run(join(cwd, 'shop'), ['resource', 'Tag', 'name:str', '--advise']);
  expect([exitCode, err]).toEqual([1, expect.stringMatching(/^--advise has no effect on resource; /)]);
});

test('--json has the recommendation among its messages', async () => {
  const { out } = await run(tempFolder(), [...newArguments(), '--json']);
  const { messages } = JSON.parse(out) as { messages: string[] };
  expect(messages[0]).toMatch(/^Recommended +layered/);
});
