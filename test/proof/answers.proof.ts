import { combinations, type Answers } from './answers.ts';
import { databases, type DatabaseName } from './databases.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';
import { taskSubject } from './task.ts';

const found = await databases();

const valuesOf = ({ profile, options }: Answers): readonly string[] => [
  profile,
  ...Object.entries(options).map(([key, value]) => `${key}=${value}`),
];

/** The first combinations that have a value, a profile among them: in them the whole suite is run, with a resource beside it. */
const firsts = new Set(
  combinations.filter((each, at) => {
    const earlier = new Set(combinations.slice(0, at).flatMap(valuesOf));
    return valuesOf(each).some((value) => !earlier.has(value));
  }),
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
