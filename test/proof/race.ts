import type { Api } from './login.ts';
import { changeOf, collectionsOf, formatExact, parseExact, propertiesOf, readContract } from './contract.ts';

type Body = Readonly<Record<string, unknown>>;

const rounds = 6;
const atOnce = 6;

/** A body that changes what can be changed: an example's values, the row's own keys, its sets now full and now empty. */
function bodyOf(example: Body, row: Body, names: readonly string[], turn: number): Body {
  const own = names.filter((name) => name in row).map((name) => [name, row[name]] as const);
  const plain = Object.entries(example).filter(
    ([name, value]) => !name.endsWith('_id') && typeof value !== 'object',
  );
  const sets = own
    .filter(([, value]) => Array.isArray(value))
    .map(([name, value]) => [name, turn % 2 ? value : []]);
  return {
    ...Object.fromEntries(own),
    ...(turn % 3 ? Object.fromEntries(plain) : {}),
    ...Object.fromEntries(sets),
  };
}

/**
 * Changes rows of a running project from several sides at once, and in the end deletes them under the feet of those who change them. Raises Error
 * that lists the answers that blame the server.
 *
 * @param rows an id by the path of its collection
 */
export async function race(api: Api, rows: Readonly<Record<string, string>>): Promise<void> {
  const contract = await readContract(api.url);
  const faults: string[] = [];
  const send = async (method: string, path: string, body?: Body): Promise<void> => {
    const described = body && { 'Content-Type': 'application/json' };
    const headers = { ...api.headers, ...described };
    const answer = await fetch(api.url + path, { method, headers, ...(body && { body: formatExact(body) }) });
    const text = await answer.text();
    if (answer.status >= 500)
      faults.push(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
  };
  for (const { path, example } of collectionsOf(contract)) {
    const at = `${path}/${rows[path]}`;
    const row = parseExact(await (await fetch(api.url + at, { headers: api.headers })).text()) as Body;
    const changes = () =>
      Array.from({ length: atOnce }, (_, turn) =>
        send(changeOf(contract, path), at, bodyOf(example, row, propertiesOf(contract, path), turn)),
      );
    for (let round = 0; round < rounds; round += 1) await Promise.all(changes());
    await Promise.all([...changes(), send('DELETE', at), ...changes(), send('DELETE', at)]);
  }
  if (faults.length > 0) throw new Error(`${faults.length} answers\n${faults.slice(0, 10).join('\n')}`);
}
