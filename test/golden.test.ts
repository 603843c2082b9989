import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { tempFolder, treeOf } from './support/folder.ts';
import { CUSTOMER, INVOICE, goldenFolder, makeGolden } from './support/golden.ts';
import { templates } from './support/render.ts';
import { run } from './support/run.ts';

const profiles = readProfiles(templates).map(({ id }) => id);
const layersOf = (profile: string) => readProfiles(templates).find(({ id }) => id === profile)!.layers;
const pythonOf = (folder: string) => Object.keys(textsBelow(folder)).filter((path) => path.endsWith('.py'));

/** Our memory of a project, and the secret that each project has of its own. */
const OUR_STATE = /^(\.fastapi-architect\/(lock|objects)\/|\.env$)/;

function textsBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) =>
    relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
  );
  return Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe.each(profiles)('the golden project of %s', (profile) => {
  test('is what the generator makes; `npm run golden` rewrites it, and the difference is reviewed', async () => {
    expect(existsSync(goldenFolder(profile)), `${goldenFolder(profile)}: run npm run golden`).toBe(true);
    const made = join(tempFolder(), 'made');
    await makeGolden(profile, made);
    expect(textsBelow(made)).toEqual(textsBelow(goldenFolder(profile)));
  });

  test('is the same when a resource is added later', async () => {
    const [atOnce, later] = [tempFolder(), tempFolder()];
    const options = ['--yes', '--profile', profile, '--skip-install', '--skip-git'];
    await run(
      atOnce,
      ['new', 'shop', ...options, '--resource', INVOICE, '--resource', CUSTOMER],
      undefined,
      templates,
    );
    await run(later, ['new', 'shop', ...options, '--resource', CUSTOMER], undefined, templates);
    const words = INVOICE.split(' ');
    await run(join(later, 'shop'), ['resource', ...words, '--skip-install'], undefined, templates);
    expect(treeOf(join(later, 'shop'), OUR_STATE)).toEqual(treeOf(join(atOnce, 'shop'), OUR_STATE));
  });

  test('does not change when a layer is regenerated', async () => {
    const folder = tempFolder();
    const options = ['--yes', '--profile', profile, '--skip-install', '--skip-git'];
    await run(folder, ['new', 'shop', ...options, '--resource', CUSTOMER], undefined, templates);
    const before = treeOf(join(folder, 'shop'), /^$/);
    for (const layer of layersOf(profile)) {
      const { exitCode, out } = await run(join(folder, 'shop'), [layer], undefined, templates);
      expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'nothing to do' });
    }
    expect(treeOf(join(folder, 'shop'), /^$/)).toEqual(before);
  });

  test('keeps what a user wrote, whichever verb comes after it', async () => {
    const folder = tempFolder();
    const options = ['--yes', '--profile', profile, '--skip-install', '--skip-git'];
    await run(folder, ['new', 'shop', ...options, '--resource', CUSTOMER], undefined, templates);
    const shop = join(folder, 'shop');
    const edited = pythonOf(shop).map((path) => join(shop, path));
    for (const path of edited) appendFileSync(path, '# mine\n');
    for (const layer of layersOf(profile)) await run(shop, [layer], undefined, templates);
    await run(shop, ['resource', 'Tag', 'name:str', '--skip-install'], undefined, templates);
    expect(edited.filter((path) => !readFileSync(path, 'utf8').endsWith('# mine\n'))).toEqual([]);
  });
});
