import { migrateAndServe } from '../checks.ts';
import { Accounts, mustBeNone, together } from './accounts.ts';
import type { Attack } from './attack.ts';

const ROUNDS = 8;

/** What makes hashing a password take no time worth mentioning, so that requests meet. */
const CHEAP = { ARGON2_MEMORY: '32', ARGON2_PASSES: '1' };

const attack = (name: string, run: (accounts: Accounts) => Promise<void>): Attack => ({
  name,
  databases: 'each',
  applies: ({ options }) => options.auth === 'jwt',
  run: (subject) =>
    migrateAndServe({ ...subject, env: { ...subject.env, ...CHEAP } }, async (api) =>
      run(await Accounts.of(api)),
    ),
});

const emailOf = (name: string, at = 0): string => `${name}-${Date.now()}-${at}@example.com`;

/** Users log in while they are deleted: the login is refused or its tokens are, and nothing is a 500. */
async function loginDuringDeletion(accounts: Accounts): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const user = await accounts.create(emailOf('gone', round));
    const [logins] = await Promise.all([
      together(() => accounts.tryLogin(user.email, accounts.password), 4),
      accounts.asSuperuser('DELETE', `/users/${user.id}`),
    ]);
    const statuses = logins.map(({ status }) => status);
    if (statuses.some((status) => ![200, 401, 503].includes(status)))
      throw new Error(`logins of a user who is deleted answered ${statuses.join()}`);
  }
}

/** One superuser takes the role of another one, who deletes the first one at once: only one succeeds. */
async function roleDuringDeletion(accounts: Accounts): Promise<void> {
  let faults = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other] = await together(
      (at) => accounts.create(emailOf(`duel${round}`, at), { is_superuser: true }),
      2,
    );
    if (one === undefined || other === undefined) throw new Error('no superusers');
    const first = (await accounts.logIn(one)).access_token;
    const second = (await accounts.logIn(other)).access_token;
    const [demoted, deleted] = await Promise.all([
      accounts.change(other.id, { is_superuser: false }, first),
      accounts.send('DELETE', `/users/${one.id}`, undefined, { token: second }),
    ]);
    if (demoted.status >= 500 || deleted.status >= 500)
      throw new Error(`answered ${demoted.status}, ${deleted.status}`);
    faults += demoted.status === 200 && deleted.status === 204 ? 1 : 0;
  }
  mustBeNone(faults, ROUNDS, 'a superuser without the role deleted the one who took it');
}

export const attacks: readonly Attack[] = [
  attack('a login during the deletion of its user is refused', loginDuringDeletion),
  attack('a superuser who loses the role deletes no user', roleDuringDeletion),
];
