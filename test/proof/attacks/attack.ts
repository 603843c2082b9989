import { readdirSync } from 'node:fs';
import type { Answers } from '../answers.ts';
import type { Check } from '../checks.ts';
import type { DatabaseName } from '../databases.ts';

/** An attack on a project with related resources, which it has to withstand on each database. */
export interface Attack extends Check {
  /** Whether projects of these answers have what is attacked; absent: all do. */
  readonly applies?: (answers: Answers) => boolean;
  /** The one database that it is about; absent: each, or one by turns where `databases` is `any`. */
  readonly on?: DatabaseName;
}

/** Every attack, in the order of the files: a file `<topic>.attack.ts` exports its own as `attacks`. */
export async function allAttacks(): Promise<readonly Attack[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.attack.ts'));
  const modules = await Promise.all(
    files
      .toSorted()
      .map(
        async (file) =>
          (await import(/* @vite-ignore */ `./${file}`)) as { readonly attacks: readonly Attack[] },
      ),
  );
  return modules.flatMap(({ attacks }) => attacks);
}
