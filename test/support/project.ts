import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { put, read, tempFolder } from './folder.ts';
import { fixtures, run } from './run.ts';

/** Makes a project of the fixture templates, with the example resource unless others are given. */
export async function makeProject(more: readonly string[] = [], templates = fixtures): Promise<string> {
  const cwd = tempFolder();
  await run(cwd, ['new', 'shop', '--skip-install', '--skip-git', ...more], undefined, templates);
  return join(cwd, 'shop');
}

/** The templates as a later version of the generator has them: texts that are others, and templates that have gone or moved. */
export interface Next {
  readonly edited?: Readonly<Record<string, (text: string) => string>>;
  readonly gone?: readonly string[];
  /** Paths below one folder of templates, `blocks/extra`: from where to where. */
  readonly moved?: { readonly folder: string; readonly from: string; readonly to: string };
}

export function nextTemplates({ edited = {}, gone = [], moved }: Next): string {
  const folder = tempFolder();
  cpSync(fixtures, folder, { recursive: true });
  for (const [path, change] of Object.entries(edited)) put(folder, { [path]: change(read(folder, path)) });
  for (const path of gone) rmSync(join(folder, path));
  if (moved) {
    const [from, to] = [moved.from, moved.to].map((path) => join(folder, moved.folder, path)) as [
      string,
      string,
    ];
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    const manifest = 'mini/profile.json';
    const profile = JSON.parse(read(folder, manifest));
    const id = (path: string) => path.replace(/\.ejs$/, '');
    profile.rows.renamed = [{ name: id(moved.from), to: id(moved.to) }];
    put(folder, { [manifest]: JSON.stringify(profile) });
  }
  return folder;
}

/** A later version of the templates, whose profile comes with a table more. */
export function withTable(): string {
  const templates = nextTemplates({
    edited: {
      ['mini/profile.json']: (text) => {
        const profile = JSON.parse(text);
        profile.rows.migrations = [
          ...(profile.rows.migrations ?? []),
          { name: '0001_things', tables: ['things'] },
        ];
        return JSON.stringify(profile);
      },
    },
  });
  put(templates, {
    'mini/migrations/0001_things_create_things.py.ejs':
      'revision = "0001_things"\ndown_revision = <%- migration.downRevision %>\nop.create_table(\n    "things",\n)\n',
  });
  return templates;
}

/** Replaces text in a file of a project, which must have it. */
export function edit(root: string, path: string, from: string, to: string): string {
  const text = read(root, path);
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  put(root, { [path]: text.replace(from, to) });
  return read(root, path);
}
