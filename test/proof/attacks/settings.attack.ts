import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBeside } from '../beside.ts';
import { alembic, migrateAndServe, type Subject } from '../checks.ts';
import { collectionsOf, propertiesOf, readContract } from '../contract.ts';
import { logIn, type Api } from '../login.ts';
import { run } from '../run.ts';
import { startServer } from '../server.ts';
import type { Attack } from './attack.ts';

/** What a deployment of any profile sets. */
const DEPLOYED: Readonly<Record<string, string>> = {
  ENVIRONMENT: 'production',
  ALLOWED_HOSTS: 'api.example.com,127.0.0.1',
  CORS_ORIGINS: 'https://www.example.com',
  RATE_LIMIT_PER_MINUTE: '600',
  RATE_LIMIT_URL: 'memory://',
  SINGLE_PROCESS: 'true',
  TRUSTED_PROXIES: '',
  SECRET_KEY: 'v7Qm2xT9bLw4Zr8Kd1Hs6Yn3Pf5Jc0Ge',
  TOKEN_ISSUER: 'https://api.example.com',
  PUBLIC_URL: 'https://www.example.com',
  SMTP_HOST: 'mail.example.com',
  SMTP_FROM: 'shop@example.com',
  CLERK_ISSUER: 'https://clerk.example.com',
  CLERK_AUTHORIZED_PARTIES: 'https://www.example.com',
  CLERK_WEBHOOK_SECRET: 'whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0',
  CELERY_BROKER_URL: 'redis://127.0.0.1:6379/9',
  LLM_PROVIDER: 'fake',
};

/** A weak value by its variable. Those that a project does not have are left out. */
const WEAK: readonly (readonly [string, string])[] = [
  ['ALLOWED_HOSTS', '*'],
  ['ALLOWED_HOSTS', 'api.example.com,*'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'null'],
  ['LOG_LEVEL', 'DEBUG'],
  ['SECRET_KEY', 'changeme-changeme-changeme-changeme'],
  ['SECRET_KEY', 'a'.repeat(64)],
  ['SECRET_KEY', 'please-put-a-Secret-key-here-0123456789'],
  ['SECRET_KEY', '0123456789abcdef'.repeat(2)],
  ['PUBLIC_URL', 'http://www.example.com'],
  ['SMTP_HOST', ''],
  ['TRUSTED_PROXIES', '*'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['RATE_LIMIT_URL', 'rediss://127.0.0.1:6379?ssl_cert_reqs=none'],
  ['CLERK_ISSUER', 'http://clerk.example.com'],
];

const deployed = ({ env, databaseUrl }: Subject, more: Readonly<Record<string, string>> = {}) => ({
  ...env,
  ...DEPLOYED,
  DATABASE_URL: databaseUrl,
  ...more,
});

const hasSetting = ({ root }: Subject, name: string): boolean =>
  readFileSync(join(root, '.env.example'), 'utf8').includes(`\n${name}=`);

/** Starts the application with each weak setting. Raises Error for those that it starts with, or refuses without naming them. */
async function startWeak(subject: Subject): Promise<void> {
  const starts = (more = {}) =>
    run(subject.python, ['-c', 'import app.main'], {
      cwd: subject.root,
      env: deployed(subject, more),
    });
  const sound = await starts();
  if (sound.code !== 0)
    throw new Error(`it does not start with sound settings: ${sound.output.slice(-1000)}`);
  const weak = WEAK.filter(([name]) => hasSetting(subject, name));
  const faults: string[] = [];
  for (const [name, value] of weak) {
    const { code, output } = await starts({ [name]: value });
    if (code === 0) faults.push(`${name}=${value} starts`);
    else if (!new RegExp(name, 'i').test(output))
      faults.push(`${name}=${value} is not named: ${output.slice(-300)}`);
  }
  if (faults.length > 0)
    throw new Error(`${faults.length} of ${weak.length} weak settings\n${faults.join('\n')}`);
}

/** Asks a deployment for what only its operators may see. */
async function lookAround(subject: Subject): Promise<void> {
  await alembic(subject, 'upgrade head');
  const server = await startServer(
    { ...subject, env: { ...subject.env, ...DEPLOYED } },
    { METRICS_TOKEN: 'for-operators' },
  );
  const faults: string[] = [];
  try {
    for (const path of [
      '/docs',
      '/redoc',
      '/openapi.json',
      '/api/v1/openapi.json',
      '/docs/oauth2-redirect',
      '/metrics',
    ]) {
      const { status } = await fetch(server.url + path);
      if (status !== 404) faults.push(`${path} answered ${status}`);
    }
    const metrics = await fetch(`${server.url}/metrics`, {
      headers: { Authorization: 'Bearer for-operators' },
    });
    if (metrics.status !== 200) faults.push(`/metrics with its token answered ${metrics.status}`);
    if (!metrics.headers.has('strict-transport-security')) faults.push('no Strict-Transport-Security');
    const preflight = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' };
    for (const [what, answer] of [
      ['a refused origin', await fetch(`${server.url}/health`, { method: 'OPTIONS', headers: preflight })],
      ['a refused host', await hostless(server.url)],
    ] as const)
      if (
        answer.status !== 400 ||
        !answer.headers.get('content-type')?.startsWith('application/problem+json')
      )
        faults.push(`${what} answered ${answer.status} as ${answer.headers.get('content-type')}`);
  } finally {
    await server.stop();
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** A request to `localhost`, which is not among the allowed hosts. */
const hostless = (url: string): Promise<Response> =>
  fetch(`${url.replace('127.0.0.1', 'localhost')}/nowhere`);

/** HEAD, a slash too many, and a method that a path does not have. */
async function askOddly({ url, headers }: Api): Promise<void> {
  const path = collectionsOf(await readContract(url))[0]?.path ?? '';
  const faults: string[] = [];
  const head = await fetch(url + path, { method: 'HEAD', headers });
  if (head.status !== 200) faults.push(`HEAD ${path} answered ${head.status}`);
  const slash = await fetch(`${url}${path}/`, { headers, redirect: 'manual' });
  if (slash.status !== 404)
    faults.push(`GET ${path}/ answered ${slash.status} ${slash.headers.get('location') ?? ''}`);
  const wrong = await fetch(url + path, { method: 'DELETE', headers });
  const allowed = wrong.headers.get('allow');
  if (wrong.status !== 405 || allowed !== 'GET, HEAD, POST')
    faults.push(`DELETE ${path} answered ${wrong.status}, Allow: ${allowed}`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Values that Python takes for others, by the field of the related resources. */
const COERCED: Readonly<Record<string, readonly unknown[]>> = {
  name: ['', '   ', '\t\n', '\u00a0\u3000'],
  label: ['', ' '],
  stock: ['7', true, 7.5],
  weight: ['7', false],
  rating: ['2.5', true],
  shown: ['true', 1, 0],
  price: [true],
  published: [86_400, '86400', 1.5],
  founded: [86_400, '86400'],
  opens: [3600],
};

/** Sends them to each resource that has such a field. */
async function sendCoerced({ url, headers }: Api): Promise<void> {
  const contract = await readContract(url);
  const faults: string[] = [];
  let sent = 0;
  for (const { path, example } of collectionsOf(contract))
    for (const name of propertiesOf(contract, path))
      for (const value of COERCED[name] ?? []) {
        sent += 1;
        const body = JSON.stringify({ ...example, [name]: value });
        const answer = await fetch(url + path, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json' },
          body,
        });
        const text = await answer.text();
        if (answer.status !== 422 || !text.includes(`"${name}"`))
          faults.push(`POST ${path} ${name}=${JSON.stringify(value)} answered ${answer.status}`);
      }
  const product = collectionsOf(contract).find(({ path }) => path.endsWith('products'))?.path ?? '';
  const query = await fetch(
    `${url}${product}?stock_from=1&published_from=2026-01-01T00:00:00Z&price_to=9.5`,
    { headers },
  );
  if (query.status !== 200) faults.push(`a query with numbers answered ${query.status}`);
  if (faults.length > 0) throw new Error(`${faults.length} of ${sent} values\n${faults.join('\n')}`);
}

/** Reads the line of a request that fails: it says who sent it, and nothing of its query. */
async function readLog(subject: Subject): Promise<void> {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, async (own) => {
    const server = await startServer(own);
    let path = '';
    let isPublic = false;
    try {
      const { headers } = await logIn(own, server.url);
      path = collectionsOf(await readContract(server.url))[0]?.path ?? '';
      isPublic = (await fetch(server.url + path)).status === 200;
      await (await fetch(`${server.url}${path}?token=hunter2&password=hunter2`, { headers })).text();
    } finally {
      await server.stop();
    }
    const line =
      server
        .log()
        .split('\n')
        .findLast((each) => each.includes(path)) ?? '';
    const expected = ['client', 'error_code', ...(isPublic ? [] : ['user_id'])];
    const missing = expected.filter((name) => !line.includes(name));
    if (missing.length > 0) throw new Error(`the access line has no ${missing.join(', ')}: ${line}`);
    if (server.log().includes('hunter2')) throw new Error('the log has what the query had');
  });
}

export const attacks: readonly Attack[] = [
  { name: 'weak settings do not start', databases: 'any', run: startWeak },
  { name: 'a deployment shows strangers nothing', databases: 'any', run: lookAround },
  { name: 'the access line says who asked', databases: 'any', run: readLog },
  {
    name: 'odd requests are answered right',
    databases: 'any',
    run: (subject) => migrateAndServe(subject, askOddly),
  },
  {
    name: 'values are not taken for others',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, sendCoerced),
  },
];
