import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checks, type Check, type Subject } from './checks.ts';
import { createDatabase, databases, type Database, type DatabaseName } from './databases.ts';
import { environmentFor, environmentVariables } from './environment.ts';
import { checkout, programIn, pythons, type Python } from './machine.ts';
import type { Choice } from './profiles.ts';
import { redisUrl } from './redis.ts';
import { mustRun } from './run.ts';
import { binAt, type Bin, type Shape } from './shapes.ts';

export const builtBin = binAt(join(checkout, 'dist', 'bin', 'fastapi-architect.js'));
const minutes = 60_000;

export interface Proof {
  readonly choice: Choice;
  readonly shape: Shape;
  readonly python?: Python;
  readonly bin?: () => Promise<Bin>;
  /** How it is installed; into the cached environment unless another way is the point. */
  readonly install?: typeof environmentFor;
  /** Checks beyond those that every project passes. */
  readonly more?: readonly Check[];
}

const found = await databases();

function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'fastapi-architect-proof-'));
}

/** Makes a project of a shape, and declares one test for each check on each database: what is not run is not passed. */
export function prove(proof: Proof): void {
  const { choice, shape, python = pythons()[0], install = environmentFor, more = [] } = proof;
  describe(`${choice.profile} ${shape.id}, ${choice.auth} login, Python ${python.version}`, () => {
    const folder = temporary();
    let subject: Subject | undefined;
    const prepared = (): Subject => {
      if (subject === undefined) throw new Error('the project was not made');
      return subject;
    };
    beforeAll(async () => {
      const bin = (await proof.bin?.()) ?? builtBin;
      const root = await shape.make(bin, folder, choice);
      subject = await prepare(root, await install(root, python));
    }, 15 * minutes);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const rows = [...checks, ...more];
    for (const check of rows.filter((row) => row.databases === 'any'))
      test(check.name, () => check.run(prepared()), 10 * minutes);
    const bound = rows.filter((row) => row.databases === 'each');
    for (const database of found) declareOn(database, bound, prepared);
  });
}

function declareOn(name: DatabaseName, rows: readonly Check[], prepared: () => Subject): void {
  describe(name, () => {
    const made: Database[] = [];
    let subject: Subject | undefined;
    beforeAll(async () => {
      const { python, root } = prepared();
      made.push(await createDatabase(name, python, root), await createDatabase(name, python, root));
      const [own, tests] = made.map(({ url }) => url);
      // SQLite goes with the stand-ins that need nothing, PostgreSQL with what a deployment has.
      const redis = name === 'sqlite' ? '' : redisUrl;
      subject = { ...prepared(), databaseUrl: own ?? '', testDatabaseUrl: tests ?? '', redisUrl: redis };
    });
    afterAll(async () => {
      for (const database of made) await database.drop();
    });
    for (const check of rows) test(check.name, () => check.run(subject ?? prepared()), 30 * minutes);
  });
}

async function prepare(root: string, environment: string): Promise<Subject> {
  const env = environmentVariables(environment, root);
  const program = programIn(environment, 'python');
  // As the generator does after an installation.
  await mustRun(program, ['scripts/export_openapi.py'], { cwd: root, env });
  return { root, python: program, env, databaseUrl: '', testDatabaseUrl: '', redisUrl: '' };
}
