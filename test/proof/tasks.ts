import { isDefault, nameOf, profileIds, stacks } from './answers.ts';
import type { DatabaseName } from './databases.ts';

/** A file of proofs, and how often it is run. */
interface ProofFile {
  /** `test/proof/<name>.proof.ts`. */
  readonly name: string;
  /** What it is run for, each time by itself: names of answers or of profiles; absent: once. */
  readonly subjects?: readonly string[];
  /** Whether each database has a run of its own. */
  readonly perDatabase: boolean;
  /** Whether `npm test` runs it, and not only the whole gate. */
  readonly quick: boolean;
  /** About how many seconds a run takes: the longest begin first, so that no core waits at the end. */
  readonly seconds: number;
}

const all = stacks.map(nameOf);
const defaults = stacks.filter(isDefault).map(nameOf);

/** THE table of proofs. */
export const proofFiles: readonly ProofFile[] = [
  { name: 'draw', subjects: defaults, perDatabase: true, quick: false, seconds: 150 },
  { name: 'relations', subjects: all, perDatabase: true, quick: false, seconds: 120 },
  { name: 'attacks', subjects: all, perDatabase: true, quick: false, seconds: 110 },
  { name: 'upgrade', subjects: all, perDatabase: true, quick: false, seconds: 70 },
  { name: 'base', subjects: all, perDatabase: true, quick: false, seconds: 100 },
  { name: 'rules', subjects: profileIds, perDatabase: false, quick: false, seconds: 90 },
  { name: 'evolve', subjects: defaults, perDatabase: true, quick: false, seconds: 80 },
  { name: 'answers', subjects: profileIds, perDatabase: false, quick: true, seconds: 60 },
  { name: 'team', subjects: profileIds, perDatabase: false, quick: false, seconds: 120 },
  { name: 'recipes', perDatabase: false, quick: false, seconds: 120 },
  { name: 'demo', perDatabase: false, quick: false, seconds: 60 },
  { name: 'gate', perDatabase: false, quick: false, seconds: 40 },
  { name: 'guard', perDatabase: false, quick: true, seconds: 30 },
  { name: 'review', subjects: profileIds, perDatabase: false, quick: false, seconds: 60 },
  { name: 'migrations', perDatabase: true, quick: false, seconds: 30 },
];

/** One run of a file: a project of Vitest. */
export interface Task {
  /** As `relations api-v1 postgresql`. */
  readonly name: string;
  readonly file: string;
  readonly quick: boolean;
  readonly seconds: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Returns every run of every proof on the databases there are. */
export function tasksOn(databases: readonly DatabaseName[]): readonly Task[] {
  return proofFiles.flatMap(({ name, subjects = [''], perDatabase, quick, seconds }) =>
    subjects.flatMap((subject) =>
      (perDatabase ? databases : ['']).map((database) => ({
        name: [name, subject, database].filter((word) => word !== '').join(' '),
        file: `test/proof/${name}.proof.ts`,
        quick,
        seconds,
        env: { PROOF_SUBJECT: subject, PROOF_DATABASE: database },
      })),
    ),
  );
}

/**
 * Returns the tasks that the environment asks for: GATE_TASKS=quick leaves out what is not quick, GATE_SUBJECT and GATE_TASK what does not
 * have that word or name. Raises Error with the names there are when none is left.
 */
export function chosenTasks(databases: readonly DatabaseName[]): readonly Task[] {
  const { GATE_TASKS, GATE_SUBJECT, GATE_TASK } = process.env;
  const tasks = tasksOn(databases);
  const subjects = [...new Set([...all, ...profileIds])];
  if (GATE_SUBJECT !== undefined && !subjects.includes(GATE_SUBJECT))
    throw new Error(`there is no profile "${GATE_SUBJECT}"; choose from ${subjects.join(', ')}`);
  const chosen = tasks.filter(
    ({ name, quick }) =>
      (GATE_TASKS !== 'quick' || quick) &&
      (GATE_SUBJECT === undefined || name.split(' ').includes(GATE_SUBJECT)) &&
      (GATE_TASK === undefined || name === GATE_TASK),
  );
  if (chosen.length > 0) return chosen;
  throw new Error(`there is no run "${GATE_TASK}"; choose from ${tasks.map(({ name }) => name).join(', ')}`);
}
