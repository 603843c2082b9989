import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { projectNameFault } from '../../src/language/reserved.ts';
import { isDefault } from './answers.ts';
import { checksOfStack, type Check } from './checks.ts';
import { exactEnvironmentFor, pipEnvironmentFor } from './environment.ts';
import { programIn, pythons, type Python } from './machine.ts';
import { prove } from './prove.ts';
import { mustPass } from './pytest.ts';
import { shapes } from './shapes.ts';
import { everyTurn, taskAnswers, taskDatabase, turn } from './task.ts';

const answers = taskAnswers();
const database = taskDatabase();
const [oldest, ...newer] = pythons();
const newest = newer.at(-1) ?? oldest;

// One database on the oldest Python, the other one on the newest, by turns; the schedule has all four.
const isTurn = (python: typeof oldest): boolean =>
  everyTurn || (python === oldest) === ((turn() === 0) === (database === 'sqlite'));

/** As on a machine without uv; every other proof installs with it. */
const installsWithPip = (python: Python): Check => ({
  name: 'installs with pip',
  databases: 'any',
  run: async (subject) => {
    const environment = await pipEnvironmentFor(subject.root, python);
    await mustPass({ ...subject, python: programIn(environment, 'python') }, ['tests/test_main.py']);
  },
});

interface Lock {
  readonly package: readonly { readonly name: string; readonly source: object }[];
}

/** A project with the name of something that it installs would depend on itself. */
const dependenciesAreNoNames: Check = {
  name: 'names of dependencies are refused',
  databases: 'any',
  run: async ({ python }) => {
    const lock = parse(readFileSync(join(dirname(dirname(python)), 'uv.lock'), 'utf8')) as unknown as Lock;
    const installed = lock.package.filter(({ source }) => 'registry' in source).map(({ name }) => name);
    const free = installed.filter((name) => projectNameFault(name) === undefined);
    if (installed.length === 0 || free.length > 0)
      throw new Error(`of ${installed.length} packages these are taken as names: ${free.join(', ')}`);
  },
};

for (const python of new Set([oldest, newest]))
  if (newest === oldest || isTurn(python))
    prove({
      answers,
      database,
      python,
      shape: shapes.base,
      // Whatever it imports has to be declared by itself.
      install: exactEnvironmentFor,
      tests: database === 'sqlite' ? 'all with coverage' : 'all',
      more: [
        dependenciesAreNoNames,
        ...checksOfStack,
        ...(isDefault(answers) ? [installsWithPip(python)] : []),
      ],
    });
