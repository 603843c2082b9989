import { statSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { tasksOn } from '../proof/tasks.ts';

/** About how many seconds a run takes, for files that take longer than the rest of the unit tests. */
const SLOW: Readonly<Record<string, number>> = {
  'e2e/yo.test.ts': 75,
  'merge/fuzz.test.ts': 45,
  'bin/edited.test.ts': 30,
  'docs.test.ts': 25,
  'golden.test.ts': 20,
  'write/kill.test.ts': 20,
  'bin/bin.test.ts': 20,
};
const secondsOfTask = new Map(tasksOn(['sqlite', 'postgresql']).map(({ name, seconds }) => [name, seconds]));

function secondsOf({ project, moduleId }: TestSpecification): number {
  const known = secondsOfTask.get(project.name);
  const slow = Object.entries(SLOW).find(([path]) => moduleId.replaceAll('\\', '/').endsWith(path));
  // Of the others, a longer text takes longer, and none takes a second a kilobyte.
  return known ?? slow?.[1] ?? statSync(moduleId).size / 10_000;
}

/** Starts the longest files first, whichever project they are of, so that no core waits at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    return specs.toSorted((a, b) => secondsOf(b) - secondsOf(a));
  }
}
