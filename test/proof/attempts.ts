import {
  bodyOf,
  changeOf,
  collectionsOf,
  formatExact,
  propertiesOf,
  queriesOf,
  type Contract,
} from './contract.ts';
import { hostileBodies, hostileIds, hostileQueries, hostileValues } from './hostile-values.ts';

/** A request that no honest client sends. */
export interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body?: Buffer;
  readonly type?: string;
}

/** An id by the path of its collection. */
type Rows = Readonly<Record<string, string>>;

function bodyWith(example: Readonly<Record<string, unknown>>, name: string, raw: string): Buffer {
  const others = Object.entries(example).filter(([key]) => key !== name);
  const members = others.map(([key, value]) => `${JSON.stringify(key)}:${formatExact(value)}`);
  return Buffer.from(`{${[...members, `${JSON.stringify(name)}:${raw}`].join()}}`);
}

/** Something that takes a body: where, and what it takes when all is well. */
interface Target {
  readonly method: string;
  readonly path: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  /** Of the two that take the same fields, create and change, the one it is; none where only one does. */
  readonly half?: 0 | 1;
}

function* targetsOf(contract: Contract, rows: Rows): Iterable<Target> {
  for (const { path, example } of collectionsOf(contract)) {
    const names = propertiesOf(contract, path);
    const row = `${path}/${rows[path] ?? 'none'}`;
    yield { method: 'POST', path, example, names, half: 0 };
    yield { method: changeOf(contract, path), path: row, example: {}, names, half: 1 };
  }
  for (const { path, template } of belongingsOf(contract, rows))
    for (const method of ['post', 'put', 'patch']) {
      const body = bodyOf(contract, contract.paths[template]?.[method]);
      if (body === undefined) continue;
      const names = Object.keys(body.properties ?? {});
      yield { method: method.toUpperCase(), path, example: body.examples?.[0] ?? {}, names };
    }
}

/** What belongs to an entry, as a team's news do: its path with that entry's id, and as the contract has it. */
function belongingsOf(
  contract: Contract,
  rows: Rows,
): readonly { readonly path: string; readonly template: string }[] {
  return Object.keys(contract.paths).flatMap((template) => {
    const [, collection = '', rest = ''] = /^(.+?)\/\{[^}]+\}(\/.+)$/.exec(template) ?? [];
    const id = rows[collection];
    return id === undefined
      ? []
      : [{ template, path: `${collection}/${id}${rest.replaceAll(/\{[^}]+\}/g, id)}` }];
  });
}

function* bodyAttempts(contract: Contract, rows: Rows, twice: boolean): Iterable<Attempt> {
  for (const { method, path, example, names, half } of targetsOf(contract, rows)) {
    const isMine = (_: unknown, at: number): boolean => twice || half === undefined || at % 2 === half;
    for (const body of hostileBodies.filter(isMine)) yield { method, path, body };
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'x', ''])
      yield { method, path, type, body: Buffer.from(formatExact(example)) };
    for (const name of [...names, 'id', '__class__', '\u0000'])
      for (const raw of hostileValues.filter(isMine))
        yield { method, path, body: bodyWith(example, name, raw) };
  }
}

function* queryAttempts(path: string, names: readonly string[]): Iterable<Attempt> {
  for (const name of [...names, 'nothing', '%00', '%ff', '']) {
    for (const value of hostileQueries) yield { method: 'GET', path: `${path}?${name}=${value}` };
    yield { method: 'GET', path: `${path}?${name}=1&${name}=2` };
  }
  for (const query of ['?', '?&&', '?=', '?page', '?page=1&size=1&page=2', '?%', `?${'a=1&'.repeat(1000)}`])
    yield { method: 'GET', path: path + query };
}

function* addressAttempts(contract: Contract, rows: Rows): Iterable<Attempt> {
  for (const { path } of collectionsOf(contract)) {
    for (const id of hostileIds)
      for (const method of ['GET', 'DELETE', 'PATCH', 'PUT', 'OPTIONS'])
        yield { method, path: `${path}/${id}` };
    yield* queryAttempts(path, queriesOf(contract, path));
  }
  for (const { path, template } of belongingsOf(contract, rows))
    if ('get' in (contract.paths[template] ?? {})) yield* queryAttempts(path, queriesOf(contract, template));
}

/**
 * Every request to make of a running project: each place that takes something, with each thing that it must not choke on.
 *
 * @param twice whether a field gets each value when a row is created and again when it is changed; otherwise it gets half of them each time
 */
export function* attemptsOn(contract: Contract, rows: Rows, twice: boolean): Iterable<Attempt> {
  yield* bodyAttempts(contract, rows, twice);
  yield* addressAttempts(contract, rows);
}
