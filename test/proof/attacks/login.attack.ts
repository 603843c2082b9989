import { migrateAndServe } from '../checks.ts';
import type { Api } from '../login.ts';
import { Accounts, AT_ONCE, mustBeNone, together, type Account, type Pair } from './accounts.ts';
import type { Attack } from './attack.ts';

/** More than the failed attempts that are allowed by default. */
const GUESSES = 30;
const ALLOWED = 10;
const BURST = 80;
const ROUNDS = 5;
/** How many of them may be hashed at most: as many as find a place in the queue while it is emptied. */
const HASHED = BURST / 2;

/** What makes hashing a password take no time worth mentioning, so that requests meet. */
const CHEAP = { ARGON2_MEMORY: '32', ARGON2_PASSES: '1' };

type Run = (accounts: Accounts, api: Api) => Promise<void>;

const attack = (name: string, run: Run, hashing: Readonly<Record<string, string>> = CHEAP): Attack => ({
  name,
  databases: 'each',
  applies: ({ options }) => options.auth === 'jwt',
  run: (subject) =>
    migrateAndServe({ ...subject, env: { ...subject.env, ...hashing } }, async (api) =>
      run(await Accounts.of(api), api),
    ),
});

const emailOf = (name: string, at = 0): string => `${name}-${Date.now()}-${at}@example.com`;

/** Logs in from `AT_ONCE` networks, one after the other. */
async function sessionsOf(accounts: Accounts, user: Account): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let at = 0; at < AT_ONCE; at += 1) pairs.push(await accounts.logIn(user));
  return pairs;
}

/** Ends sessions while their tokens are refreshed; counts the refreshes that outlive that. */
async function outlived(
  accounts: Accounts,
  pairs: readonly Pair[],
  end: (pair: Pair) => Promise<unknown>,
): Promise<number> {
  const kept = await Promise.all(
    pairs.map(async (pair) => {
      const [next] = await Promise.all([accounts.refresh(pair.refresh_token), end(pair)]);
      if (next === undefined) return false;
      return (
        (await accounts.isLoggedIn(next.access_token)) ||
        (await accounts.refresh(next.refresh_token)) !== undefined
      );
    }),
  );
  return kept.filter(Boolean).length;
}

async function logoutDuringRefresh(accounts: Accounts): Promise<void> {
  const user = await accounts.create(emailOf('logout'));
  const pairs = await sessionsOf(accounts, user);
  const count = await outlived(accounts, pairs, ({ refresh_token }) =>
    accounts.send('POST', '/auth/logout', { refresh_token }),
  );
  mustBeNone(count, pairs.length, 'sessions outlived their logout');
}

async function reuseDuringRefresh(accounts: Accounts): Promise<void> {
  const user = await accounts.create(emailOf('reuse'));
  const stolen = await sessionsOf(accounts, user);
  const kept = await Promise.all(
    stolen.map(async (pair) => {
      const thief = await accounts.refresh(pair.refresh_token);
      if (thief === undefined) throw new Error('a refresh token was refused');
      const [next] = await Promise.all([
        accounts.refresh(thief.refresh_token),
        accounts.refresh(pair.refresh_token),
      ]);
      return next !== undefined && (await accounts.refresh(next.refresh_token)) !== undefined;
    }),
  );
  mustBeNone(kept.filter(Boolean).length, stolen.length, 'sessions outlived the reuse of their token');
}

async function revocationDuringRefresh(accounts: Accounts): Promise<void> {
  for (const [name, end] of [
    ['every session', (token: string) => accounts.send('DELETE', '/auth/sessions', undefined, { token })],
    [
      'a new password',
      (token: string) => {
        const body = { current_password: accounts.password, new_password: `${accounts.password}!` };
        return accounts.send('POST', '/auth/password/change', body, { token });
      },
    ],
  ] as const) {
    const user = await accounts.create(emailOf('revoked'));
    const pairs = await sessionsOf(accounts, user);
    const ended = end(pairs[0]?.access_token ?? '');
    const nexts = await Promise.all(pairs.map(({ refresh_token }) => accounts.refresh(refresh_token)));
    const { status } = await ended;
    if (status !== 204) throw new Error(`${name}: answered ${status}`);
    const kept = await Promise.all(
      [...pairs, ...nexts].map((pair) => pair !== undefined && accounts.isLoggedIn(pair.access_token)),
    );
    mustBeNone(kept.filter(Boolean).length, kept.length, `tokens outlived the end of ${name}`);
  }
}

async function deactivationDuringRefresh(accounts: Accounts, { headers }: Api): Promise<void> {
  const token = headers['Authorization']?.replace(/^Bearer /, '') ?? '';
  const user = await accounts.create(emailOf('inactive'));
  const pairs = await sessionsOf(accounts, user);
  const ended = accounts.change(user.id, { is_active: false }, token);
  const nexts = await Promise.all(pairs.map(({ refresh_token }) => accounts.refresh(refresh_token)));
  await ended;
  await accounts.change(user.id, { is_active: true }, token);
  const kept = await Promise.all(
    nexts.map(
      async (pair) => pair !== undefined && (await accounts.refresh(pair.refresh_token)) !== undefined,
    ),
  );
  mustBeNone(kept.filter(Boolean).length, pairs.length, 'sessions came back with the account');
}

async function oneTokenAtOnce(accounts: Accounts): Promise<void> {
  const { refresh_token } = await accounts.logIn(await accounts.create(emailOf('once')));
  const nexts = await together(() => accounts.refresh(refresh_token));
  const got = nexts.filter((next) => next !== undefined).length;
  if (got > 1) throw new Error(`${got} of ${AT_ONCE} refreshes with one token succeeded`);
}

async function registrationsAtOnce(accounts: Accounts): Promise<void> {
  const statuses: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const body = { email: emailOf('register', round) };
    const legacy = { ...body, password: accounts.password };
    const answers = await together(async () => {
      const answer = await accounts.send('POST', '/auth/register', body);
      return answer.status === 422 ? accounts.send('POST', '/auth/register', legacy) : answer;
    });
    statuses.push(...answers.map(({ status }) => status));
  }
  mustBeNone(
    statuses.filter((status) => status >= 500).length,
    statuses.length,
    'registrations answered 500',
  );
}

async function usersAtOnce(accounts: Accounts): Promise<void> {
  const email = emailOf('create');
  const body = { email, password: accounts.password };
  const answers = await together(() => accounts.asSuperuser('POST', '/users', body), ALLOWED);
  const statuses = answers.map(({ status }) => status);
  const created = statuses.filter((status) => status === 201).length;
  if (created !== 1 || statuses.some((status) => ![201, 409].includes(status)))
    throw new Error(`one address at once: ${statuses.join()}`);
}

async function guesses(accounts: Accounts): Promise<void> {
  const user = await accounts.create(emailOf('owner'));
  const answers = await together(() => accounts.tryLogin(user.email, 'wrong', '198.51.100.1'), GUESSES);
  const tried = answers.filter(({ status }) => status === 401).length;
  if (tried > ALLOWED) throw new Error(`${tried} guesses from one network, ${ALLOWED} are allowed`);
  await accounts.logIn(user, '198.51.100.2');
}

async function successesDoNotCount(accounts: Accounts): Promise<void> {
  const users = await together((at) => accounts.create(emailOf('office', at)), 5);
  for (let round = 0; round < 24; round += 1)
    await Promise.all(users.map((user) => accounts.logIn(user, '203.0.113.7')));
}

async function hashingIsBounded(accounts: Accounts): Promise<void> {
  const user = await accounts.create(emailOf('patient'));
  const burst = together(
    (at) => accounts.tryLogin(`nobody-${at}@example.com`, 'wrong', `198.51.${at}.1`),
    BURST,
  );
  await accounts.logIn(user);
  const refused = (await burst).filter(({ status }) => status === 503);
  const hashed = BURST - refused.length;
  if (hashed > HASHED) throw new Error(`${hashed} of ${BURST} passwords were hashed, the others refused`);
  for (const answer of refused)
    if (answer.headers.get('retry-after') === null) throw new Error('503 without Retry-After');
}

/** Two superusers take the rights of each other at once, when nobody else has them; the proof's own gets them back. */
async function lastSuperuser(accounts: Accounts, { headers }: Api): Promise<void> {
  const proof = headers['Authorization']?.replace(/^Bearer /, '') ?? '';
  const me = (await (await accounts.send('GET', '/users/me', undefined, { token: proof })).json()) as Account;
  const [one, other] = await together(
    (at) => accounts.create(emailOf('super', at), { is_superuser: true }),
    2,
  );
  if (one === undefined || other === undefined) throw new Error('no superusers');
  let faults = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [first, second] = [
      (await accounts.logIn(one)).access_token,
      (await accounts.logIn(other)).access_token,
    ];
    await accounts.change(me.id, { is_superuser: false }, first);
    const flag = { [round % 2 === 0 ? 'is_superuser' : 'is_active']: false };
    const answers = await Promise.all([
      accounts.change(other.id, flag, first),
      accounts.change(one.id, flag, second),
    ]);
    const statuses = answers.map(({ status }) => status);
    if (statuses.some((status) => status >= 500)) throw new Error(`answered ${statuses.join()}`);
    const whole = { is_superuser: true, is_active: true };
    const restored = await Promise.all(
      [first, second].flatMap((token) =>
        [me, one, other].map(async ({ id }) => (await accounts.change(id, whole, token)).status === 200),
      ),
    );
    if (!restored.some(Boolean)) throw new Error(`no superuser is left after round ${round + 1}`);
    faults += statuses.every((status) => status === 200) ? 1 : 0;
  }
  mustBeNone(faults, ROUNDS, 'two superusers took the rights of each other');
}

export const attacks: readonly Attack[] = [
  attack('a logout wins against a refresh', logoutDuringRefresh),
  attack('the reuse of a refresh token ends its session during a refresh', reuseDuringRefresh),
  attack('sessions end for good during a refresh', revocationDuringRefresh),
  attack('a deactivation ends sessions during a refresh', deactivationDuringRefresh),
  attack('a refresh token works once', oneTokenAtOnce),
  attack('registrations of one address at once answer no error', registrationsAtOnce),
  attack('one of many new users with one address is created', usersAtOnce),
  attack('parallel guesses stay within the limit and do not lock out the owner', guesses),
  attack('right logins use up no limit', successesDoNotCount),
  attack('a burst of logins is refused before it makes others wait', hashingIsBounded, {}),
  attack('the last superuser stays', lastSuperuser),
];
