import { collectionsOf, readContract } from '../contract.ts';
import { migrateAndServe } from '../checks.ts';
import type { Api } from '../login.ts';
import type { Attack } from './attack.ts';

const AT_ONCE = 20;

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

export const attacks: readonly Attack[] = [
  {
    name: 'twenty requests at once are answered',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, readTogether),
  },
];
