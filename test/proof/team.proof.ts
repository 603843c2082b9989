import { answersNamed } from './answers.ts';
import { proveOnly } from './prove.ts';
import { withResources } from './shapes.ts';
import { taskSubject } from './task.ts';
import { teamChecks, teamLines } from './team.ts';

// Git and the generator do the work: what a database makes of the migrations is proved elsewhere.
proveOnly(
  { answers: answersNamed(taskSubject()), database: 'sqlite', shape: withResources('team', teamLines) },
  teamChecks,
);
