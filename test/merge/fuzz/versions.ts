import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles } from '../../../src/overlay/manifest.ts';
import { tempFolder } from '../../support/folder.ts';
import { templates } from '../../support/render.ts';
import { run } from '../../support/run.ts';

/** A file before and after the project's answers changed. */
export interface Version {
  readonly profile: string;
  readonly change: string;
  readonly path: string;
  readonly base: string;
  readonly theirs: string;
}

const note = 'Note title:str:max=80 body:text:optional size:int:default=0';
const shelf = 'Shelf label:str:unique opened:date:optional';

/** What a project is asked for, and what it is asked for later. */
const changes: Readonly<Record<string, readonly [before: readonly string[], after: readonly string[]]>> = {
  'a field more': [[note], [`${note} due_on:date:optional`]],
  'two fields more, one of them first': [
    [note],
    ['Note rank:int:ge=1 title:str:max=80 body:text:optional size:int:default=0 key:uuid:unique'],
  ],
  'a field less': [[note], ['Note title:str:max=80 size:int:default=0']],
  'a field of another type': [[note], ['Note title:str:max=80 body:text:optional size:decimal:ge=0']],
  'another bound': [[note], ['Note title:str:min=2:max=120:index body:text:optional size:int:default=1']],
  'a relation more': [
    [note, shelf],
    [`${note} shelf:ref:to=Shelf`, shelf],
  ],
  'a set more': [
    [note, shelf],
    [`${note} shelves:many:to=Shelf`, shelf],
  ],
  'a resource more': [[note], [note, shelf]],
  'three resources more': [[note], ['Apple core:int', note, shelf, 'Zebra stripes:int:ge=1']],
  'a resource less': [[note, shelf], [note]],
};

function filesOf(root: string): ReadonlyMap<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

async function render(profile: string, resources: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = tempFolder();
  const lines = resources.flatMap((line) => ['--resource', line]);
  const args = ['new', 'shop', '--profile', profile, '--yes', '--skip-install', '--skip-git', ...lines];
  const { exitCode, err } = await run(folder, args, undefined, templates);
  if (exitCode !== 0) throw new Error(err);
  const files = filesOf(join(folder, 'shop'));
  rmSync(folder, { recursive: true });
  return files;
}

/** Every Python file of every profile that a change of the answers changes, but for migrations, which are written once. */
export async function versions(): Promise<readonly Version[]> {
  const found: Version[] = [];
  for (const { id: profile } of readProfiles(templates)) {
    const made = new Map<string, Promise<ReadonlyMap<string, string>>>();
    const rendered = (resources: readonly string[]) => {
      const key = resources.join('\n');
      const files = made.get(key) ?? render(profile, resources);
      made.set(key, files);
      return files;
    };
    for (const [change, [before, after]] of Object.entries(changes)) {
      const [old, fresh] = [await rendered(before), await rendered(after)];
      for (const [path, base] of old) {
        const theirs = fresh.get(path);
        if (theirs !== undefined && theirs !== base && !path.includes('versions'))
          found.push({ profile, change, path, base, theirs });
      }
    }
  }
  return found;
}
