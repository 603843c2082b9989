import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateAndServe, type Subject } from '../checks.ts';
import type { Api } from '../login.ts';
import { mustRunPython } from '../run.ts';
import { startServer } from '../server.ts';
import type { Attack } from './attack.ts';

const AT_ONCE = 100;
const TEAMS = 30;
const JOBS_PER_USER = 10;
/** A question about one piece of news has some six hundred tokens at most, with its answer. */
const TEAM_BUDGET = 2000;
const MOST_CALLS = 10;

interface Model {
  readonly url: string;
  readonly calls: () => number;
  readonly close: () => void;
}

/** A language model that fails after a while, and counts how often it was asked. */
async function failingModel(milliseconds: number): Promise<Model> {
  let calls = 0;
  const server = createServer((_request, answer) => {
    calls += 1;
    void sleep(milliseconds).then(() => answer.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/v1`, calls: () => calls, close };
}

async function createTeam({ url, headers }: Api, name: string): Promise<string> {
  const body = JSON.stringify({ name });
  const typed = { ...headers, 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/teams`, { method: 'POST', headers: typed, body });
  return ((await answer.json()) as { readonly id: string }).id;
}

async function addNews({ python, root, env, databaseUrl }: Subject, teams: readonly string[]): Promise<void> {
  const options = { cwd: root, env: { ...env, DATABASE_URL: databaseUrl } };
  await mustRunPython(python, [join(import.meta.dirname, 'paid-work.py'), ...teams], options);
}

/** Asks for the same and for different summaries at once while the model is slow. */
async function askTogether(login: Api, subject: Subject): Promise<void> {
  const model = await failingModel(30_000);
  const settings = { LLM_PROVIDER: 'compatible', COMPATIBLE_URL: model.url, COMPATIBLE_MODEL: 'model' };
  const server = await startServer(subject, settings);
  try {
    const api = { ...login, url: server.url };
    const names = Array.from({ length: TEAMS + 1 }, (_, number) => `Team ${number}`);
    const [same, ...others] = await Promise.all(names.map((name) => createTeam(api, name)));
    await addNews(subject, [same!, ...others]);
    const ask = (team: string) =>
      fetch(`${api.url}/teams/${team}/summary`, { method: 'POST', headers: api.headers });
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(same!)));
    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { readonly id?: string }).id),
    );
    const jobs = new Set(ids).size;
    if (answers.some(({ status }) => status !== 202) || jobs !== 1)
      throw new Error(`${AT_ONCE} requests for one summary made ${jobs} jobs`);
    const statuses = (await Promise.all(others.map(ask))).map(({ status }) => status);
    const accepted = statuses.filter((status) => status === 202).length;
    const refused = statuses.filter((status) => status === 429).length;
    if (accepted > JOBS_PER_USER || accepted + refused !== TEAMS)
      throw new Error(`of ${TEAMS} jobs at once, one user got ${accepted}, and ${refused} answers 429`);
  } finally {
    model.close();
    await server.stop();
  }
}

/** Asks for a summary again and again while the model fails. */
async function askInVain(login: Api, subject: Subject): Promise<void> {
  const model = await failingModel(0);
  const server = await startServer(subject, {
    LLM_PROVIDER: 'compatible',
    COMPATIBLE_URL: model.url,
    COMPATIBLE_MODEL: 'model',
    LLM_TEAM_BUDGET_TOKENS: String(TEAM_BUDGET),
  });
  try {
    const api = { ...login, url: server.url };
    const team = await createTeam(api, 'In vain');
    await addNews(subject, [team]);
    const statuses = new Set<number>();
    for (let asked = 0; asked < MOST_CALLS; asked += 1) {
      const answer = await fetch(`${api.url}/teams/${team}/summary`, { headers: api.headers });
      statuses.add(answer.status);
    }
    if (model.calls() > MOST_CALLS || !statuses.has(429))
      throw new Error(
        `a failing model was asked ${model.calls()} times; answers ${[...statuses].join(', ')}`,
      );
  } finally {
    model.close();
    await server.stop();
  }
}

const isPaid: Attack['applies'] = ({ profile }) => profile === 'clerk-celery';

export const attacks: readonly Attack[] = [
  {
    name: 'a hundred requests for one summary are one job, and a user has few jobs at once',
    databases: 'any',
    applies: isPaid,
    run: (subject) => migrateAndServe(subject, askTogether),
  },
  {
    name: 'calls of a language model that fail use up the budget',
    databases: 'any',
    applies: isPaid,
    run: (subject) => migrateAndServe(subject, askInVain),
  },
];
