import { allAttacks, type Attack } from './attacks/attack.ts';
import { proveOnly } from './prove.ts';
import { shapes } from './shapes.ts';
import { everyTurn, taskAnswers, taskDatabase, turn } from './task.ts';

const answers = taskAnswers();
const database = taskDatabase();

// What does not depend on the database is attacked on one of them, by turns; the schedule attacks both.
const itsTurn = everyTurn || (turn() === 0) === (database === 'sqlite');
const isDue = ({ databases, on }: Attack): boolean =>
  on === undefined ? databases === 'each' || itsTurn : on === database;

proveOnly(
  { answers, database, shape: shapes.relations },
  (await allAttacks()).filter((attack) => isDue(attack) && (attack.applies?.(answers) ?? true)),
);
