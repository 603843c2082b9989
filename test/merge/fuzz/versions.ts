import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles, type Profile } from '../../../src/overlay/manifest.ts';
import { tempFolder } from '../../support/folder.ts';
import { templates } from '../../support/render.ts';
import { run } from '../../support/run.ts';

/** A file before and after the project's answers, or the generator's templates, changed. */
export interface Version {
  readonly profile: string;
  readonly change: string;
  readonly path: string;
  readonly base: string;
  readonly theirs: string;
}

const note = 'Note title:str:max=80 body:text:optional size:int:default=0';
const shelf = 'Shelf label:str:unique opened:date:optional';

const of = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => ['--resource', line]);

type Answers = readonly [before: readonly string[], after: readonly string[]];

/** What a project is asked for, and what it is asked for later. */
const specChanges: Readonly<Record<string, Answers>> = {
  'a field more': [of(note), of(`${note} due_on:date:optional`)],
  'two fields more, one of them first': [
    of(note),
    of('Note rank:int:ge=1 title:str:max=80 body:text:optional size:int:default=0 key:uuid:unique'),
  ],
  'a field less': [of(note), of('Note title:str:max=80 size:int:default=0')],
  'a field by another name': [of(note), of(note.replace('body:', 'content:'))],
  'a field of another type': [of(note), of('Note title:str:max=80 body:text:optional size:decimal:ge=0')],
  'another bound': [of(note), of('Note title:str:min=2:max=120:index body:text:optional size:int:default=1')],
  'a relation more': [of(note, shelf), of(`${note} shelf:ref:to=Shelf`, shelf)],
  'a set more': [of(note, shelf), of(`${note} shelves:many:to=Shelf`, shelf)],
  'a resource more': [of(note), of(note, shelf)],
  'three resources more': [of(note), of('Apple core:int', note, shelf, 'Zebra stripes:int:ge=1')],
  'a resource less': [of(note, shelf), of(note)],
};

/** The answers of a profile that are not about resources. */
function optionChanges({ databases, auths }: Profile): Readonly<Record<string, Answers>> {
  const given = of(note);
  const choices = (flag: string, values: readonly string[]): Readonly<Record<string, Answers>> =>
    Object.fromEntries(
      values.slice(1).map((value) => [`${flag} ${value}`, [given, [...given, `--${flag}`, value]]]),
    );
  return {
    'another description': [given, [...given, '--description', 'It sells "things".']],
    ...choices('database', databases),
    ...choices('auth', auths),
  };
}

/** What a later version of a template does to all that it renders. */
const templateChanges: Readonly<Record<string, (text: string) => string>> = {
  'another first sentence': (text) => text.replace(/^"""(.*?)\.?("""|$)/m, '"""$1, since this version.$2'),
  'a function more at the end': (text) =>
    `${text}\n\ndef fresh() -> int:\n    """Return what is new."""\n    return 1\n`,
  'a method more in each class': (text) =>
    text.replace(
      /^(class \w+.*:\n {4}"""[^"]*"""\n)/gm,
      '$1\n    def fresh(self) -> int:\n        """Return what is new."""\n        return 1\n',
    ),
  'a module more is imported': (text) =>
    text.replace(/^((?:from|import) .*)$/m, 'import logging\n$1').concat('\n\nFRESH = logging.INFO\n'),
  'a comment above each function': (text) =>
    text.replace(/^( *)(async def|def) /gm, '$1# Since this version.\n$1$2 '),
  'other texts of errors': (text) => text.replace(/("[A-Z][^"\n{]*)\."/g, '$1!"'),
  'a parameter more': (text) => text.replace(/^( +(?:async )?def \w+\(self)\)/gm, '$1, *, fresh: int = 0)'),
};

function filesOf(root: string): ReadonlyMap<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

async function render(profile: string, answers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = tempFolder();
  const args = ['new', 'shop', '--profile', profile, '--yes', '--skip-install', '--skip-git', ...answers];
  const { exitCode, err } = await run(folder, args, undefined, templates);
  if (exitCode !== 0) throw new Error(err);
  const files = filesOf(join(folder, 'shop'));
  rmSync(folder, { recursive: true });
  return files;
}

/** Every Python file of a profile that something changes, but for migrations, which are written once. */
async function versionsOf(profile: Profile): Promise<readonly Version[]> {
  const made = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const rendered = (answers: readonly string[]) => {
    const key = answers.join('\n');
    const files = made.get(key) ?? render(profile.id, answers);
    made.set(key, files);
    return files;
  };
  const found: Version[] = [];
  const compare = (
    change: string,
    old: ReadonlyMap<string, string>,
    next: (path: string) => string | undefined,
  ) => {
    for (const [path, base] of old) {
      const theirs = next(path);
      if (theirs !== undefined && theirs !== base && !path.includes('versions'))
        found.push({ profile: profile.id, change, path, base, theirs });
    }
  };
  for (const [change, [before, after]] of Object.entries({ ...specChanges, ...optionChanges(profile) })) {
    const fresh = await rendered(after);
    compare(change, await rendered(before), (path) => fresh.get(path));
  }
  const files = await rendered(of(note, shelf));
  for (const [change, edit] of Object.entries(templateChanges))
    compare(change, files, (path) => edit(files.get(path) ?? ''));
  return found;
}

/** Every Python file of every profile in every pair of versions. */
export async function versions(): Promise<readonly Version[]> {
  const found: Version[] = [];
  for (const profile of readProfiles(templates)) found.push(...(await versionsOf(profile)));
  return found;
}
