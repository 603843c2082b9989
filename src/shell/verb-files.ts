import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnyVerb } from '../run/verb.ts';

type Load = () => Promise<{ readonly default: AnyVerb }>;

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'verbs');

/** Loads each verb by the name of its file in `src/verbs/`. The build replaces this module by a list of imports. */
export const verbFiles: Readonly<Record<string, Load>> = Object.fromEntries(
  readdirSync(folder).map((file): [string, Load] => [
    file.replace(/\.ts$/, ''),
    () => import(pathToFileURL(join(folder, file)).href) as ReturnType<Load>,
  ]),
);
