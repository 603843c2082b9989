import { evolveChecks } from './evolve.ts';
import { evolved } from './evolve-shape.ts';
import { prove } from './prove.ts';
import { taskAnswers, taskDatabase } from './task.ts';

prove({
  answers: taskAnswers(),
  database: taskDatabase(),
  shape: evolved,
  tests: 'own',
  more: evolveChecks,
});
