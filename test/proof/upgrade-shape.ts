import { appendFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nameOf } from './answers.ts';
import { checkout } from './machine.ts';
import { mustRun } from './run.ts';
import { related, withResources, type Shape } from './shapes.ts';

const archives = join(checkout, 'test', 'fixtures', 'older');

const beside = (root: string, name: string): string => join(dirname(root), name, 'shop');

/** The project as the older version made it. */
export const olderRoot = (root: string): string => beside(root, 'older');

/** A project of the same answers and resources that this version made. */
export const freshRoot = (root: string): string => beside(root, 'fresh');

/** What its user has written into each service, repository or endpoint module before the upgrade. */
export const OWN_LINE = '# Its user has written this line.';

/** The files that its user has edited, as absolute paths: where a profile has statements and business rules. */
export const editedIn = (root: string): readonly string[] =>
  ['app/services', 'app/repositories', 'app/db/repositories', 'app/api/v1']
    .flatMap((folder) => ['maker', 'product', 'tag'].map((name) => join(root, folder, `${name}.py`)))
    .filter((file) => existsSync(file));

/** Makes a project as version 0.1.0 made it (`test/fixtures/older`), with an edit in each file that `editedIn` lists, and upgrades it. */
export const upgraded: Shape = {
  id: 'upgraded',
  make: async (bin, folder, answers) => {
    const older = join(folder, 'older');
    mkdirSync(older);
    await mustRun('tar', ['-xzf', join(archives, `${nameOf(answers)}.tar.gz`), '-C', older], { cwd: folder });
    const root = join(folder, 'shop');
    cpSync(join(older, 'shop'), root, { recursive: true });
    for (const file of editedIn(root)) appendFileSync(file, `\n\n${OWN_LINE}\n`);
    await bin(root, ['upgrade', '--yes', '--skip-install']);
    mkdirSync(join(folder, 'fresh'));
    await withResources('fresh', related).make(bin, join(folder, 'fresh'), answers);
    return root;
  },
};
