import type { Subject } from './checks.ts';
import { readContract, type SecurityScheme } from './contract.ts';
import { mustRunPython } from './run.ts';

/** A running project, and what a request has to carry so that it is let in. */
export interface Api {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One way to log in: how a contract shows it, and how one gets a token. */
interface Way {
  readonly isOf: (scheme: SecurityScheme) => boolean;
  readonly token: (subject: Subject, url: string, scheme: SecurityScheme) => Promise<string>;
  /** What the login of the README prints when it worked. */
  readonly mark: string;
}

const email = 'proof@example.com';
const password = 'correct horse battery staple';

/** As a superuser, whom the project's own command makes. */
async function tokenByPassword(subject: Subject, url: string, { flows }: SecurityScheme): Promise<string> {
  const env = {
    ...subject.env,
    DATABASE_URL: subject.databaseUrl,
    SUPERUSER_EMAIL: email,
    SUPERUSER_PASSWORD: password,
  };
  await mustRunPython(subject.python, ['-m', 'scripts.create_superuser'], { cwd: subject.root, env });
  const form = new URLSearchParams({ username: email, password });
  const address = new URL(flows?.password?.tokenUrl ?? '', `${url}/`);
  const answer = await fetch(address, { method: 'POST', body: form });
  const said = (await answer.json()) as { readonly access_token?: string };
  if (said.access_token === undefined)
    throw new Error(`the login answered ${answer.status}: ${JSON.stringify(said)}`);
  return said.access_token;
}

/** As somebody whom the project's own stand-in for an identity provider vouches for. */
async function developmentToken({ python, root, env }: Subject): Promise<string> {
  return (
    await mustRunPython(python, ['-m', 'scripts.dev_token', 'user_proof', '--minutes', '240'], {
      cwd: root,
      env,
    })
  ).trim();
}

/** THE table of the ways to log in; a project without any of them lets everybody in. */
const ways: readonly Way[] = [
  {
    isOf: ({ flows }) => flows?.password !== undefined,
    token: tokenByPassword,
    mark: '"is_superuser":true',
  },
  {
    isOf: ({ type, scheme }) => type === 'http' && scheme === 'bearer',
    token: developmentToken,
    mark: '"clerk_id":"user_ada"',
  },
];

async function wayOf(url: string): Promise<readonly [Way, SecurityScheme] | undefined> {
  const schemes = Object.values((await readContract(url)).components.securitySchemes ?? {});
  return schemes
    .flatMap((scheme) => ways.filter(({ isOf }) => isOf(scheme)).map((way) => [way, scheme] as const))
    .at(0);
}

/** Logs in where the contract shows a way to do so. Raises Error when that login fails. */
export async function logIn(subject: Subject, url: string): Promise<Api> {
  const found = await wayOf(url);
  if (found === undefined) return { url, headers: {} };
  const [way, scheme] = found;
  return { url, headers: { Authorization: `Bearer ${await way.token(subject, url, scheme)}` } };
}

/** What was sent to log in, and no log may have. */
export function secretsOf({ headers }: Api): readonly string[] {
  const token = headers['Authorization']?.replace(/^Bearer /, '');
  return token === undefined ? [] : [password, token];
}

/** What the login that the README shows prints when it worked; nothing where everybody is let in. */
export async function markOfLogin(url: string): Promise<string> {
  return (await wayOf(url))?.[0].mark ?? '';
}
