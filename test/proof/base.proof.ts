import { checksOfStack } from './checks.ts';
import { pipEnvironmentFor } from './environment.ts';
import { isDefault } from './answers.ts';
import { pythons } from './machine.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';
import { everyTurn, taskAnswers, taskDatabase, turn } from './task.ts';

const answers = taskAnswers();
const database = taskDatabase();
const [oldest, ...newer] = pythons();
const newest = newer.at(-1) ?? oldest;

// One database on the oldest Python, the other one on the newest, by turns; the schedule has all four.
const isTurn = (python: typeof oldest): boolean =>
  everyTurn || (python === oldest) === ((turn() === 0) === (database === 'sqlite'));

for (const python of new Set([oldest, newest]))
  if (newest === oldest || isTurn(python))
    prove({
      answers,
      database,
      python,
      shape: shapes.base,
      tests: database === 'sqlite' ? 'all with coverage' : 'all',
      // As on a machine without uv, once a profile; the other proofs use uv.
      ...(isDefault(answers) && database === 'sqlite' && { install: pipEnvironmentFor }),
      more: checksOfStack,
    });
