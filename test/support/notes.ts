import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceSpec } from '../../src/language/resource.ts';
import { read, tempFolder } from './folder.ts';
import { run } from './run.ts';

const NOTE =
  'Note title:str slug:slug:from=title body:text:optional tag:ref:to=Tag:optional tags:many:to=Tag n:int';

/** A project over the fixture templates whose Note has fields of several kinds. */
export async function project(): Promise<string> {
  const cwd = tempFolder();
  const given = ['--resource', NOTE, '--resource', 'Tag label:str'];
  await run(cwd, ['new', 'shop', '--skip-install', '--skip-git', ...given]);
  return join(cwd, 'shop');
}

export const versions = (root: string) => readdirSync(join(root, 'alembic/versions')).toSorted();
export const specFile = '.fastapi-architect/resources/note.json';
export const specOf = (root: string) => JSON.parse(read(root, specFile)) as ResourceSpec;
export const fieldsOf = (root: string) => specOf(root).fields.map(({ name }) => name);
export const say = (root: string, ...words: readonly string[]) =>
  run(root, ['resource', ...words, '--skip-install']);
