import { checks } from './checks.ts';
import { proveOnly } from './prove.ts';
import { taskAnswers, taskDatabase } from './task.ts';
import { upgraded } from './upgrade-shape.ts';
import { upgradeChecks } from './upgrade.ts';

const database = taskDatabase();

// Its files are those of a new project, which other proofs run all tools on.
proveOnly({ answers: taskAnswers(), database, shape: upgraded }, [
  ...upgradeChecks.filter(({ databases }) => databases === 'each' || database === 'sqlite'),
  ...checks.filter(({ databases }) => databases === 'each'),
]);
