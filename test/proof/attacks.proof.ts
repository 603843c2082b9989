import { allAttacks } from './attacks/attack.ts';
import { proveOnly } from './prove.ts';
import { shapes } from './shapes.ts';
import { taskAnswers, taskDatabase } from './task.ts';

const answers = taskAnswers();
const database = taskDatabase();

proveOnly(
  { answers, database, shape: shapes.relations },
  (await allAttacks()).filter(
    ({ applies, on = database }) => on === database && (applies?.(answers) ?? true),
  ),
);
