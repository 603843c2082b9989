import { isDefault } from './answers.ts';
import { checksOfResources } from './checks.ts';
import { guardChecks } from './guards.ts';
import { hostileChecks } from './hostile.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';
import { taskAnswers, taskDatabase } from './task.ts';

const answers = taskAnswers();
const database = taskDatabase();
const HOSTILE_SEED = 7;

prove({
  answers,
  database,
  shape: shapes.relations,
  tests: database === 'sqlite' ? 'own with coverage' : 'own',
  // The default login meets hostile requests in a drawn project.
  more: [
    ...checksOfResources,
    ...guardChecks(answers),
    ...(isDefault(answers) ? [] : hostileChecks(HOSTILE_SEED, database)),
  ],
});
