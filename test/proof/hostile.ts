import { join } from 'node:path';
import { HANG } from '../support/limits.ts';
import { alembic, type Check, type Subject } from './checks.ts';
import { attack } from './attack.ts';
import { withBeside } from './beside.ts';
import type { DatabaseName } from './databases.ts';
import { tool } from './machine.ts';
import { contractUrl } from './contract.ts';
import { logIn, type Api } from './login.ts';
import { race } from './race.ts';
import { mustRun, run } from './run.ts';
import { startServer } from './server.ts';
import { everyTurn, turn } from './task.ts';

async function withServer(subject: Subject, work: (api: Api) => Promise<void>): Promise<void> {
  // Thousands of accounts are made here, and a hash that takes long on purpose shows nothing.
  const cheap = { ARGON2_MEMORY: '32', ARGON2_PASSES: '1' };
  await alembic(subject, 'upgrade head');
  const server = await startServer(subject, cheap);
  try {
    await work(await logIn(subject, server.url));
  } catch (error) {
    const trace = server.log().match(/Traceback[^]{0,12000}/)?.[0] ?? server.log().slice(-2000);
    throw new Error(`${(error as Error).message}\n${trace}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** What is asked of each answer; the others would be opinions about how strict a server has to be. */
const asked = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

const config = join(import.meta.dirname, 'schemathesis.toml');

async function fuzz(subject: Subject, { url, headers }: Api, seed: number): Promise<void> {
  const args = [
    '--config-file',
    config,
    'run',
    await contractUrl(url),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    '--checks',
    asked.join(),
    '--seed',
    String(seed),
    '--no-color',
    '--phases',
    // Random values take as long as all the rest, and the others are chosen for what they break.
    everyTurn ? 'examples,coverage,fuzzing,stateful' : 'examples,coverage,stateful',
    '--max-examples',
    everyTurn ? '15' : '8',
    '--request-timeout',
    String(HANG / 1000),
    '--suppress-health-check',
    'all',
    '--continue-on-failure',
    '--no-shrink',
    '--warnings',
    'off',
  ];
  const { code, output } = await run(tool('schemathesis'), args, { cwd: subject.root });
  if (code !== 0) throw new Error(`schemathesis ended with ${code}\n${output.slice(-12_000)}`);
}

/** Creates a row of each resource; returns their ids by the path of the collection. */
export async function seedRows(
  subject: Subject,
  { url, headers }: Api,
): Promise<Readonly<Record<string, string>>> {
  const script = join(import.meta.dirname, 'seed-rows.py');
  const options = { cwd: subject.root, env: { ...subject.env, HEADERS: JSON.stringify(headers) } };
  return JSON.parse(await mustRun(subject.python, [script, url], options)) as Record<string, string>;
}

/** Requests that no honest client sends: whatever comes, the answer is none of the server's own failures. */
export function hostileChecks(seed: number, database: DatabaseName): readonly Check[] {
  // By turns, and on both by schedule: what differs between databases is found by whichever commit comes next.
  if (!everyTurn && database !== (turn() === 0 ? 'sqlite' : 'postgresql')) return [];
  return [
    {
      name: 'hostile requests',
      databases: 'each',
      run: (subject) =>
        withBeside(subject, (own) =>
          withServer(own, async (api) => {
            const rows = await seedRows(own, api);
            await attack(api, rows);
            await race(api, rows);
          }),
        ),
    },
    {
      name: 'schemathesis',
      databases: 'each',
      run: (subject) => withBeside(subject, (own) => withServer(own, (api) => fuzz(own, api, seed))),
    },
  ];
}
