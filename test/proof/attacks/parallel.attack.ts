import { randomUUID } from 'node:crypto';
import { collectionsOf, readContract } from '../contract.ts';
import { migrateAndServe } from '../checks.ts';
import type { Api } from '../login.ts';
import type { Attack } from './attack.ts';
import { changed, send, shop, type Shop } from './shop.ts';

const AT_ONCE = 20;
const ROUNDS = 4;

/** Asks for each list twenty times at once. Raises Error for an answer that is no list. */
async function readTogether({ url, headers }: Api): Promise<void> {
  const faults: string[] = [];
  for (const { path } of collectionsOf(await readContract(url))) {
    const requests = Array.from({ length: AT_ONCE }, () => fetch(url + path, { headers }));
    for (const answer of await Promise.all(requests)) {
      const text = await answer.text();
      if (answer.status !== 200) faults.push(`GET ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.slice(0, 10).join('\n'));
}

const times = <T>(count: number, make: (turn: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, turn) => make(turn));

/** Raises Error that counts the statuses other than those allowed. */
function expectOnly(what: string, statuses: readonly number[], ...allowed: readonly number[]): void {
  const wrong = statuses.filter((status) => !allowed.includes(status));
  if (wrong.length > 0)
    throw new Error(`${what}: ${wrong.length} of ${statuses.length} answered ${wrong.join(', ')}`);
}

/** Twenty requests set a set of four at once: the result is what one of them asked for. */
async function setTogether({ api, paths, add }: Shop): Promise<void> {
  const faults: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tags = await Promise.all(times(AT_ONCE, () => add('tag')));
    const product = await add('product', { tag_ids: tags.slice(0, 4) });
    const before = (await send(api, 'GET', `${paths.product}/${product}`)).body;
    const sets = times(AT_ONCE, (turn) =>
      times(4, (at) => tags[(turn * 7 + at * 3) % AT_ONCE] ?? '').toSorted(),
    );
    const answers = await Promise.all(
      sets.map((set) => changed(api, `${paths.product}/${product}`, { tag_ids: set })),
    );
    expectOnly(
      'parallel updates of a set',
      answers.map(({ status }) => status),
      200,
    );
    const after = (await send(api, 'GET', `${paths.product}/${product}`)).body;
    const stored = JSON.stringify((after['tag_ids'] as readonly string[]).toSorted());
    if (!sets.some((set) => JSON.stringify(set) === stored))
      faults.push(`${(after['tag_ids'] as readonly string[]).length} entries that no request asked for`);
    if (String(after['updated_at']) <= String(before['updated_at'])) faults.push('updated_at did not change');
  }
  if (faults.length > 0) throw new Error(`${faults.length} of ${ROUNDS} rounds: ${faults.join('; ')}`);
}

/** Rows are changed while they are deleted: who comes too late gets 404. */
async function changeWhatIsDeleted({ api, paths, add }: Shop): Promise<void> {
  const statuses: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tags = await Promise.all(times(4, () => add('tag')));
    const at = `${paths.product}/${await add('product', { tag_ids: tags.slice(0, 2) })}`;
    const change = async (turn: number) =>
      (await changed(api, at, turn % 2 ? { stock: turn } : { tag_ids: tags.slice(turn % 3) })).status;
    const answers = await Promise.all([
      ...times(10, change),
      send(api, 'DELETE', at).then(({ status }) => status),
      ...times(10, change),
    ]);
    statuses.push(...answers);
    statuses.push((await changed(api, at, { stock: 1 })).status);
  }
  expectOnly('updates and deletes of one row', statuses, 200, 204, 404);
}

/** One row is deleted by twenty requests at once: one of them deletes it. */
async function deleteTogether({ api, paths, add }: Shop): Promise<void> {
  for (const kind of ['maker', 'tag', 'product'] as const) {
    const at = `${paths[kind]}/${await add(kind)}`;
    const answers = await Promise.all(times(AT_ONCE, () => send(api, 'DELETE', at)));
    const statuses = answers.map(({ status }) => status);
    expectOnly(`deletes of one ${kind}`, statuses, 204, 404);
    const deleted = statuses.filter((status) => status === 204).length;
    if (deleted !== 1) throw new Error(`${deleted} of ${AT_ONCE} requests deleted one ${kind}`);
  }
}

/** What is referred to is deleted while references to it are made. */
async function deleteWhatIsReferredTo({ api, paths, add, bodyOf }: Shop): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [maker, tag] = [await add('maker'), await add('tag')];
    const at = `${paths.product}/${await add('product')}`;
    const body = await bodyOf('product', { maker_id: maker });
    const tagged = await bodyOf('product', { tag_ids: [tag] });
    const named = (given: object) => ({ ...given, name: randomUUID() });
    const [deleted, made, tagGone, sets] = await Promise.all([
      send(api, 'DELETE', `${paths.maker}/${maker}`),
      Promise.all(times(6, () => send(api, 'POST', paths.product, named(body)))),
      send(api, 'DELETE', `${paths.tag}/${tag}`),
      Promise.all([
        ...times(6, () => changed(api, at, { tag_ids: [tag] })),
        ...times(6, () => send(api, 'POST', paths.product, named(tagged))),
      ]),
    ]);
    const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status);
    expectOnly('the delete of a maker', [deleted.status], 204, 409);
    expectOnly('products of a deleted maker', statuses(made), 201, 422);
    expectOnly('the delete of a tag', [tagGone.status], 204);
    expectOnly('sets with a deleted tag', statuses(sets), 200, 201, 422);
  }
}

/** Rows that refer to each other are changed and deleted in all orders. */
async function changeAndDeleteACircle({ api, paths, add }: Shop): Promise<void> {
  const statuses: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const makers = await Promise.all(times(5, () => add('maker')));
    const tags = await Promise.all(times(5, () => add('tag')));
    const next = (keys: readonly string[], turn: number) => keys[(turn + 1) % keys.length] ?? '';
    const answers = await Promise.all([
      ...makers.map((key, turn) =>
        changed(api, `${paths.maker}/${key}`, { parent_id: next(makers, turn), name: randomUUID() }),
      ),
      ...tags.map((key, turn) =>
        changed(api, `${paths.tag}/${key}`, { related_ids: [next(tags, turn)], key: randomUUID() }),
      ),
      ...makers.toReversed().map((key) => send(api, 'DELETE', `${paths.maker}/${key}`)),
      ...tags.toReversed().map((key) => send(api, 'DELETE', `${paths.tag}/${key}`)),
    ]);
    statuses.push(...answers.map(({ status }) => status));
  }
  expectOnly('updates and deletes of rows that refer to each other', statuses, 200, 204, 404, 422);
}

/** Twenty rows of one name at once: each gets a slug of its own. */
async function nameTogether({ api, paths, bodyOf }: Shop): Promise<void> {
  for (const kind of ['tag', 'product'] as const) {
    const label = kind === 'tag' ? 'label' : 'name';
    const bodies = await Promise.all(
      times(AT_ONCE, () =>
        bodyOf(kind, { [label]: 'The same', ...(kind === 'tag' && { key: randomUUID() }) }),
      ),
    );
    const answers = await Promise.all(bodies.map((body) => send(api, 'POST', paths[kind], body)));
    expectOnly(
      `${kind}s of one name`,
      answers.map(({ status }) => status),
      201,
    );
    const slugs = new Set(answers.map(({ body }) => body['slug']));
    if (slugs.size < AT_ONCE) throw new Error(`${AT_ONCE} ${kind}s have ${slugs.size} slugs`);
  }
}

/** What is tried on one running project, by name. */
const races: Readonly<Record<string, (shop: Shop) => Promise<void>>> = {
  'a set that many change at once is that of one request': setTogether,
  'an update of a row that is deleted meanwhile is 404': changeWhatIsDeleted,
  'a row that many delete at once is deleted by one request': deleteTogether,
  'deletes race with references': deleteWhatIsReferredTo,
  'rows that refer to each other are changed and deleted at once': changeAndDeleteACircle,
  'rows of one name that are created at once get different slugs': nameTogether,
};

/** Runs all races. Raises Error that lists those that were lost. */
async function writeTogether(api: Api): Promise<void> {
  const where = await shop(api);
  const lost: string[] = [];
  for (const [name, race] of Object.entries(races))
    await race(where).catch((error: Error) => lost.push(`${name}: ${error.message}`));
  if (lost.length > 0) throw new Error(lost.join('\n'));
}

export const attacks: readonly Attack[] = [
  {
    name: 'twenty requests at once are answered',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, readTogether),
  },
  {
    name: 'parallel writes and deletes keep the data consistent',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, writeTogether),
  },
];
