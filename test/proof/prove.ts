import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test, type TestContext } from 'vitest';
import { projectChoices } from '../../src/language/project.ts';
import type { Answers } from './answers.ts';
import { compareWithBase } from './base.ts';
import { checks, type Check, type Subject } from './checks.ts';
import { createDatabase, type Database, type DatabaseName } from './databases.ts';
import { environmentVariables, sharedEnvironmentFor } from './environment.ts';
import { checkout, programIn, pythons, type Python } from './machine.ts';
import { ownTemporaryFolder } from './owned.ts';
import { equalToBase, ownTests, type OwnTests } from './own-tests.ts';
import { claimRedis } from './redis.ts';
import { mustRunPython } from './run.ts';
import { binAt, shapes, type Bin, type Shape } from './shapes.ts';
import { cpuSeconds } from './worker.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** CPU seconds of the programs that a check ran. */
    cpu?: number;
  }
}

/** The command line as the last build made it. */
export const builtBin = async (): Promise<Bin> =>
  binAt(join(checkout, 'dist', 'bin', 'fastapi-architect.js'));

export interface Proof {
  readonly answers: Answers;
  readonly shape: Shape;
  readonly database: DatabaseName;
  /** Whether no other proof makes this project. Of those that do, the one with SQLite runs the checks that have nothing to do with a database. */
  readonly alone?: boolean;
  readonly tests: OwnTests;
  /** The project without resources that it is compared with. */
  readonly base?: Shape;
  /** The oldest one when left out. */
  readonly python?: Python;
  /** The command line that makes the project; our build when left out. */
  readonly bin?: () => Promise<Bin>;
  /** How it gets its environment; that of all profiles when left out. */
  readonly install?: typeof sharedEnvironmentFor;
  /** Checks beyond those that every project passes. */
  readonly more?: readonly Check[];
}

/** Runs a check and notes what its programs cost. */
async function measured(check: Check, subject: Subject, { task }: TestContext): Promise<void> {
  const before = cpuSeconds();
  try {
    await check.run(subject);
  } finally {
    task.meta.cpu = cpuSeconds() - before;
  }
}

/** Makes a project, and declares one test for each check that it has to pass: what is not run is not passed. */
export function prove(proof: Proof): void {
  const { answers, database, alone = false, bin = builtBin, tests, more = [] } = proof;
  const compare = async ({ root }: Subject) => compareWithBase(await bin(), root, answers, proof.base);
  const equal = proof.shape.id === shapes.base.id ? [] : [equalToBase(compare)];
  const rows = [...checks, ...equal, ownTests(tests, compare), ...more];
  proveOnly(proof, [
    ...rows.filter((row) => row.databases === 'any' && (alone || database === 'sqlite')),
    ...rows.filter((row) => row.databases === 'each'),
  ]);
}

/** Makes a project, and declares one test for each of these checks alone. */
export function proveOnly(
  proof: Omit<Proof, 'alone' | 'base' | 'more' | 'tests'>,
  rows: readonly Check[],
): void {
  const {
    answers,
    shape,
    database,
    python = pythons()[0],
    bin = builtBin,
    install = sharedEnvironmentFor,
  } = proof;
  const chosen = projectChoices.map(({ key }) => `${key} ${answers.options[key]}`);
  const title = [answers.profile, ...chosen, `proved on ${database}`, shape.id, `Python ${python.version}`];
  describe(title.join(', '), () => {
    const made: Database[] = [];
    const folder = mkdtempSync(join(ownTemporaryFolder(), 'project-'));
    let subject: Subject | undefined;
    beforeAll(async () => {
      const root = await shape.make(await bin(), folder, answers);
      subject = await prepare(root, await install(root, python), database, made);
    });
    afterAll(async () => {
      for (const { drop } of made) await drop();
      rmSync(folder, { recursive: true, force: true });
    });
    for (const check of rows)
      test(check.name, (context) => {
        if (subject === undefined) throw new Error('the project was not made');
        return measured(check, subject, context);
      });
  });
}

async function prepare(
  root: string,
  environment: string,
  database: DatabaseName,
  made: Database[],
): Promise<Subject> {
  const env = environmentVariables(environment, root);
  const python = programIn(environment, 'python');
  // As the generator does after an installation.
  await mustRunPython(python, ['scripts/export_openapi.py'], { cwd: root, env });
  for (let count = 0; count < 2; count += 1) made.push(await createDatabase(database, python, root));
  const [databaseUrl = '', testDatabaseUrl = ''] = made.map(({ url }) => url);
  // SQLite goes with the stand-ins that need nothing, PostgreSQL with what a deployment has.
  const redisUrl = database === 'sqlite' ? '' : await claimRedis();
  return { root, python, env, databaseUrl, testDatabaseUrl, redisUrl };
}
