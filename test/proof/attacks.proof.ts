import { allAttacks } from './attacks/attack.ts';
import { proveOnly } from './prove.ts';
import { shapes } from './shapes.ts';
import { taskAnswers, taskDatabase } from './task.ts';

const answers = taskAnswers();

proveOnly(
  { answers, database: taskDatabase(), shape: shapes.relations },
  (await allAttacks()).filter(({ applies }) => applies?.(answers) ?? true),
);
