import type { Api } from '../login.ts';
import { changeOf, readContract, type Contract } from '../contract.ts';

export const AT_ONCE = 20;
const PASSWORD = 'staple battery horse correct';

/** The tokens of a session. */
export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** A user of the attacked project, and what they need to log in. */
export interface Account {
  readonly id: string;
  readonly email: string;
}

/** A running project, as the attacks on its login see it. */
export class Accounts {
  readonly #api: Api;
  readonly #contract: Contract;
  readonly #prefix: string;

  private constructor(api: Api, contract: Contract, prefix: string) {
    this.#api = api;
    this.#contract = contract;
    this.#prefix = prefix;
  }

  static async of(api: Api): Promise<Accounts> {
    const contract = await readContract(api.url);
    const login = Object.keys(contract.paths).find((path) => path.endsWith('/auth/login'));
    if (login === undefined) throw new Error('the project has no login');
    return new Accounts(api, contract, login.slice(0, -'/auth/login'.length));
  }

  /** Sends a JSON request; `token` is an access token, `address` the client address that a proxy forwards. */
  send(
    method: string,
    path: string,
    body?: unknown,
    { token, address }: { readonly token?: string; readonly address?: string } = {},
  ): Promise<Response> {
    const headers = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(address !== undefined && { 'X-Forwarded-For': address }),
    };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(this.#api.url + this.#prefix + path, { method, headers, ...text });
  }

  /** Sends a request as the superuser of the proof. */
  asSuperuser(method: string, path: string, body?: unknown): Promise<Response> {
    const token = this.#api.headers['Authorization']?.replace(/^Bearer /, '') ?? '';
    return this.send(method, path, body, { token });
  }

  /** Changes a user, with the method that the profile has for it. */
  async change(id: string, body: unknown, token: string): Promise<Response> {
    return this.send(changeOf(this.#contract, `${this.#prefix}/users`), `/users/${id}`, body, { token });
  }

  /** Creates a user with the password of the attacks. */
  async create(email: string, more: Readonly<Record<string, unknown>> = {}): Promise<Account> {
    const answer = await this.asSuperuser('POST', '/users', { email, password: PASSWORD, ...more });
    if (answer.status !== 201)
      throw new Error(`POST /users answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Account;
  }

  tryLogin(username: string, password: string, address?: string): Promise<Response> {
    const headers = address === undefined ? {} : { 'X-Forwarded-For': address };
    const body = new URLSearchParams({ username, password });
    return fetch(`${this.#api.url}${this.#prefix}/auth/login`, { method: 'POST', headers, body });
  }

  async logIn({ email }: Account, address?: string): Promise<Pair> {
    for (;;) {
      const answer = await this.tryLogin(email, PASSWORD, address);
      const text = await answer.text();
      if (answer.status === 200) return JSON.parse(text) as Pair;
      if (answer.status !== 503) throw new Error(`the login answered ${answer.status}: ${text}`);
      await waitFor(answer);
    }
  }

  /** Returns the next pair, or nothing if the token is refused. */
  async refresh(refresh_token: string): Promise<Pair | undefined> {
    const answer = await this.send('POST', '/auth/refresh', { refresh_token });
    const text = await answer.text();
    if (answer.status === 200) return JSON.parse(text) as Pair;
    if (answer.status !== 401) throw new Error(`the refresh answered ${answer.status}: ${text}`);
    return undefined;
  }

  /** Whether a token opens the API. */
  async isLoggedIn(token: string): Promise<boolean> {
    const { status } = await this.send('GET', '/users/me', undefined, { token });
    return status === 200;
  }

  readonly password = PASSWORD;
}

/** Waits as long as a 503 asks for. Raises Error if it does not say how long. */
export async function waitFor(answer: Response): Promise<void> {
  const seconds = Number(answer.headers.get('retry-after'));
  if (!(seconds > 0)) throw new Error(`${answer.status} without Retry-After`);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Does something `AT_ONCE` times at once. */
export const together = <T>(work: (at: number) => Promise<T>, times = AT_ONCE): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: times }, (_, at) => work(at)));

/** Raises Error when something happened that must not. */
export function mustBeNone(count: number, of: number, what: string): void {
  if (count > 0) throw new Error(`${count} of ${of}: ${what}`);
}
