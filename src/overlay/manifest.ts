import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import {
  flag,
  isRecord,
  method,
  pathsByPart,
  rowsOfKinds,
  someTexts,
  text,
  textByText,
  texts,
  wholeNumber,
  type Check,
} from './manifest-checks.ts';
import type { Places } from './place.ts';

export type RowValue = string | number | boolean | readonly string[];

/** One setting, dependency, service …: what profiles and blocks contribute and one shared template loops over. */
export interface Row {
  readonly name: string;
  readonly [key: string]: RowValue;
}

export type Rows = Readonly<Record<string, readonly Row[]>>;

/** An architect: what `templates/<id>/profile.json` says. */
export interface Profile {
  readonly id: string;
  /** Its place among the profiles: the lowest is the default. */
  readonly order: number;
  /** Not offered yet: only who works on it sees it. */
  readonly draft: boolean;
  readonly title: string;
  readonly forWhom: string;
  readonly blocks: readonly string[];
  /** In dependency order; a resource has one folder of templates for each. */
  readonly layers: readonly string[];
  /** Those of them that a resource has only when asked for. */
  readonly optionalLayers: readonly string[];
  readonly databases: readonly string[];
  readonly auths: readonly string[];
  /** The resource of a project whose user named none, as `--resource` would say it. */
  readonly example: string;
  readonly places: Places;
  /** What every address of a resource begins with. */
  readonly prefix: string;
  /** The method that changes a part of a row. */
  readonly update: string;
  /** The project's own parts that a verb regenerates, each a list of output paths. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** Merged by name over shared, the blocks and the profile. */
  readonly rows: Rows;
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(value)) return value;
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
  throw new UserError(`${file}: expected an object`);
}

/** A reader of one manifest: takes a key with what it must be, and in the end refuses keys that nobody took. */
function manifestReader(file: string) {
  const left = new Map(Object.entries(readJson(file)));
  left.delete('$schema');
  return {
    take<T>(key: string, check: Check<T>, expected: string, fallback?: T): T {
      const found = left.get(key);
      left.delete(key);
      const value = found === undefined ? fallback : check(found);
      if (value !== undefined) return value;
      const read = found === undefined ? 'nothing' : JSON.stringify(found);
      throw new UserError(`${file}: "${key}" must be ${expected}, found ${read}`);
    },
    end(): void {
      const [unknown] = left.keys();
      if (unknown !== undefined) throw new UserError(`${file}: unknown key "${unknown}"`);
    },
  };
}

function takeRows(manifest: ReturnType<typeof manifestReader>): Rows {
  return manifest.take('rows', rowsOfKinds, 'lists of rows by kind, each row an object with a "name"', {});
}

function blockRows(file: string): Rows {
  if (!existsSync(file)) return {};
  const manifest = manifestReader(file);
  manifest.take('title', text, 'a text');
  const rows = takeRows(manifest);
  manifest.end();
  return rows;
}

/** Rows of one kind keep the order of their first appearance; a later row of the same name replaces the earlier. */
export function mergeRows(stacked: readonly Rows[]): Rows {
  const kinds = new Map<string, Map<string, Row>>();
  for (const [kind, rows] of stacked.flatMap((layer) => Object.entries(layer))) {
    const merged = kinds.get(kind) ?? new Map<string, Row>();
    for (const row of rows) merged.set(row.name, row);
    kinds.set(kind, merged);
  }
  return Object.fromEntries([...kinds].map(([kind, rows]) => [kind, [...rows.values()]]));
}

/**
 * Reads `<templates>/<id>/profile.json` and the `block.json` of shared and of each block it lists.
 *
 * @param auth the way to log in that was chosen; where there is a block of that name, it is one of the profile's
 * @returns the profile with all rows merged
 * @throws UserError naming the file and the key that is missing, wrong or unknown
 */
export function readProfile(templates: string, id: string, auth = 'none'): Profile {
  const manifest = manifestReader(join(templates, id, 'profile.json'));
  const listed = manifest.take('blocks', texts, 'a list of block names', []);
  const blocks = existsSync(join(templates, 'blocks', auth)) ? [...listed, auth] : listed;
  const own = takeRows(manifest);
  const below = ['shared', ...blocks.map((block) => join('blocks', block))];
  const profile: Profile = {
    id,
    order: manifest.take('order', wholeNumber, 'a whole number', Number.MAX_SAFE_INTEGER),
    draft: manifest.take('draft', flag, 'true or false', false),
    title: manifest.take('title', text, 'a text'),
    forWhom: manifest.take('forWhom', text, 'a text'),
    blocks,
    layers: manifest.take('layers', someTexts, 'a list of layer names'),
    optionalLayers: manifest.take('optionalLayers', texts, 'a list of layer names', []),
    databases: manifest.take('databases', someTexts, 'a list of databases, the default first'),
    auths: manifest.take('auths', someTexts, 'a list of ways to log in, the default first'),
    example: manifest.take('example', text, 'a resource such as "Note title:str"'),
    places: manifest.take('places', textByText, 'new paths by path', {}),
    prefix: manifest.take('prefix', text, 'the beginning of an address such as "/api/v1"', ''),
    update: manifest.take('update', method, '"patch" or "put"', 'patch'),
    parts: manifest.take('parts', pathsByPart, 'lists of output paths by part', {}),
    rows: mergeRows([...below.map((folder) => blockRows(join(templates, folder, 'block.json'))), own]),
  };
  manifest.end();
  return profile;
}

/**
 * Every profile that is offered, the default first; a profile is a folder with a `profile.json`.
 *
 * @param drafts whether those that are not offered yet count too
 */
export function readProfiles(
  templates: string,
  drafts = process.env['ARCHITECT_DRAFTS'] !== undefined,
): readonly Profile[] {
  const ids = readdirSync(templates).filter((name) => existsSync(join(templates, name, 'profile.json')));
  return ids
    .toSorted()
    .map((id) => readProfile(templates, id))
    .filter(({ draft }) => drafts || !draft)
    .toSorted((a, b) => a.order - b.order);
}
