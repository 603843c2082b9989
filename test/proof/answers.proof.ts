import { combinations, type Answers } from './answers.ts';
import { databases, type DatabaseName } from './databases.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';
import { taskSubject } from './task.ts';

const found = await databases();

/** The first combinations that have a value: in them the whole suite is run. */
const firsts = new Set(
  [...new Set(combinations.flatMap(({ options }) => Object.values(options)))].map((value) =>
    combinations.find(({ options }) => Object.values(options).includes(value)),
  ),
);

/** On the database that was chosen, where there is one. */
const databaseOf = ({ options }: Answers): DatabaseName =>
  found.find((name) => name === options.database) ?? 'sqlite';

// As a user has it who gives these answers and names no resource.
for (const answers of combinations.filter(({ profile }) => profile === taskSubject()))
  prove({
    answers,
    database: databaseOf(answers),
    shape: shapes.example,
    alone: true,
    tests: firsts.has(answers) ? 'all' : 'own',
  });
