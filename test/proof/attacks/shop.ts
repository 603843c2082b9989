import { randomUUID } from 'node:crypto';
import { changeOf, collectionsOf, dataOf, readContract } from '../contract.ts';
import type { Api } from '../login.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Sends one request and reads what is answered; a connection that breaks is status 0. */
export async function send(api: Api, method: string, path: string, body?: Body): Promise<Said> {
  const described = body && { 'Content-Type': 'application/json' };
  try {
    const answer = await fetch(api.url + path, {
      method,
      headers: { ...api.headers, ...described },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = text !== '' && answer.headers.get('content-type')?.includes('json') === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? dataOf(JSON.parse(text) as Body) : {},
    };
  } catch {
    return { status: 0, headers: new Headers(), body: {} };
  }
}

const verbs = new Map<string, string>();

/** Changes a row with the verb that the contract has for it. */
export async function changed(api: Api, path: string, body: Body): Promise<Said> {
  if (!verbs.has(api.url)) {
    const contract = await readContract(api.url);
    verbs.set(api.url, changeOf(contract, collectionsOf(contract)[0]?.path ?? ''));
  }
  return send(api, verbs.get(api.url) ?? 'PATCH', path, body);
}

type Kind = 'maker' | 'tag' | 'product';

/** The related resources of a running project. */
export interface Shop {
  readonly api: Api;
  /** Where each kind is listed. */
  readonly paths: Readonly<Record<Kind, string>>;
  /** A body that can be created: an example with values and references of its own. */
  readonly bodyOf: (kind: Kind, values?: Body) => Promise<Body>;
  /** Creates a row and returns its key. Raises Error when it cannot. */
  readonly add: (kind: Kind, values?: Body) => Promise<string>;
}

/** Finds the related resources in the contract. Raises Error when one is missing. */
export async function shop(api: Api): Promise<Shop> {
  const contract = await readContract(api.url);
  const collections = collectionsOf(contract);
  const find = (kind: Kind) => {
    const found = collections.find(({ path }) => path.endsWith(`/${kind}s`));
    if (found === undefined) throw new Error(`there is no collection of ${kind}s`);
    return found;
  };
  const all = { maker: find('maker'), tag: find('tag'), product: find('product') };
  const paths = { maker: all.maker.path, tag: all.tag.path, product: all.product.path };
  const own: Readonly<Record<Kind, () => Promise<Body>>> = {
    maker: async () => ({ name: randomUUID(), email: `${randomUUID()}@example.com` }),
    tag: async () => ({ label: randomUUID(), key: randomUUID() }),
    product: async () => {
      const [maker, other] = [await add('maker'), await add('maker')];
      return { name: randomUUID(), maker_id: maker, owner_id: other, maker_ids: [other], tag_ids: [] };
    },
  };
  const bodyOf = async (kind: Kind, values: Body = {}): Promise<Body> => {
    const example = Object.entries(all[kind].example).filter(([name]) => name !== 'slug');
    return { ...Object.fromEntries(example), ...(await own[kind]()), ...values };
  };
  const add = async (kind: Kind, values: Body = {}): Promise<string> => {
    const { status, body } = await send(api, 'POST', paths[kind], await bodyOf(kind, values));
    if (status !== 201) throw new Error(`POST ${paths[kind]} answered ${status}: ${JSON.stringify(body)}`);
    return String(body['id']);
  };
  return { api, paths, bodyOf, add };
}
