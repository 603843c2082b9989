import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  array,
  boolean,
  minLength,
  optional,
  picklist,
  pipe,
  record,
  strictObject,
  string,
  type GenericSchema,
  type InferOutput,
} from 'valibot';
import { UserError } from '../errors.ts';
import { lazily } from '../lazy.ts';
import { suggestion } from '../suggestion.ts';
import { checkedJson, says, someText, texts, wholeNumber } from '../schema.ts';
import { placer, type Places } from './place.ts';
import { mergeRows, rowsSchema, type Rows } from './rows.ts';

const someTexts = pipe(array(someText), minLength(1, 'a list that is not empty'));
const schemaKey = optional(string());
const rowsOfKinds = optional(
  says(
    rowsSchema,
    'Rows that shared templates print, by kind; a row replaces an earlier row of the same name.',
  ),
  {},
);

/** The schema of `templates/<id>/profile.json`. */
export const profileSchema = strictObject({
  $schema: schemaKey,
  order: optional(says(wholeNumber, 'Position among the profiles; the lowest is the default.'), 100),
  draft: optional(says(boolean(), 'True: offered only if ARCHITECT_DRAFTS is set.'), false),
  title: says(someText, 'Its name in prompts and documentation.'),
  forWhom: says(someText, 'One sentence: who should choose it.'),
  blocks: optional(says(texts, 'Blocks between `shared` and the profile, the lowest first.'), []),
  layers: says(someTexts, 'Layers of a resource, in the order of their dependencies.'),
  optionalLayers: optional(says(texts, 'Layers that a resource has only on request.'), []),
  fillingLayers: optional(
    says(texts, 'Optional layers for resources with a field that is readonly and optional, which they fill.'),
    [],
  ),
  databases: says(someTexts, 'Supported databases, the default first.'),
  auths: says(someTexts, 'Supported logins, the default first.'),
  example: says(someText, 'The example resource of a new project, in the resource language.'),
  places: optional(
    says(
      record(string(), someText),
      'New paths of files and folders, by their path in templates; no trailing slash.',
    ),
    {},
  ),
  omit: optional(
    says(
      texts,
      'Files and folders of `shared` and of blocks that the profile leaves out, by their path in a project.',
    ),
    [],
  ),
  prefix: optional(says(string(), 'Prefix of every URL of a resource.'), ''),
  update: optional(says(picklist(['patch', 'put']), 'HTTP method of updates.'), 'patch'),
  routerModules: optional(
    says(picklist(['plural', 'singular']), 'Which name of a resource its router module has.'),
    'plural',
  ),
  pageSize: optional(says(wholeNumber, 'Size of a page of a list, if the client does not choose it.'), 20),
  withoutRules: optional(says(texts, 'Architecture rules that its projects do not follow.'), []),
  body: optional(
    says(string(), "Subscript that reads the data from a response's JSON, in Python; empty: it is the JSON."),
    '',
  ),
  parts: optional(
    says(record(string(), someTexts), 'Output paths that verbs such as `config` regenerate, by verb.'),
    {},
  ),
  rows: rowsOfKinds,
});

/** The schema of `block.json`, in `shared` or a block. */
export const blockSchema = strictObject({
  $schema: schemaKey,
  title: says(someText, 'What the block is, in one line.'),
  blocks: optional(says(texts, 'Blocks below this one.'), []),
  rows: rowsOfKinds,
});

/** An architecture profile: its manifest, with the rows of `shared` and its blocks. */
export interface Profile extends Readonly<
  Omit<InferOutput<typeof profileSchema>, '$schema' | 'blocks' | 'rows'>
> {
  readonly id: string;
  /** The listed blocks, the login's block, and the blocks that these build on, lowest first. */
  readonly blocks: readonly string[];
  readonly rows: Rows;
}

/** Cache of validated manifests by file and content: every verb reads them several times. */
const checkedBefore = new Map<string, unknown>();

function read<Schema extends GenericSchema>(schema: Schema, file: string): InferOutput<Schema> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
  const key = `${file}\n${content}`;
  const manifest = checkedBefore.get(key) ?? checkedJson(schema, content, { where: file });
  checkedBefore.set(key, manifest);
  return manifest as InferOutput<Schema>;
}

type Block = InferOutput<typeof blockSchema>;

/** The folder of templates, and the manifests of its blocks that were read from it. */
interface Source {
  readonly templates: string;
  readonly blocks: Map<string, Block | undefined>;
}

const sourceOf = (templates: string): Source => ({ templates, blocks: new Map() });

/** Reads the manifest of a block; undefined if the folder has none. Each is read once, because profiles share blocks. */
function readBlock({ templates, blocks }: Source, folder: string): Block | undefined {
  if (blocks.has(folder)) return blocks.get(folder);
  const file = join(templates, folder, 'block.json');
  const block = existsSync(file) ? read(blockSchema, file) : undefined;
  blocks.set(folder, block);
  return block;
}

/**
 * Returns blocks without duplicates, each after the blocks that it builds on.
 *
 * @param users the manifests that lead to these blocks, the outermost first
 * @throws UserError for a block that does not exist, or a cycle
 */
function withNeeded(source: Source, blocks: readonly string[], users: readonly string[]): readonly string[] {
  const needed = blocks.flatMap((block) => {
    const folder = join('blocks', block);
    if (users.includes(block)) throw new UserError(`blocks: ${[...users, block].join(' -> ')} form a cycle`);
    const manifest = readBlock(source, folder);
    if (manifest === undefined && !existsSync(join(source.templates, folder)))
      throw new UserError(
        `${users.at(-1)}: there is no block "${block}"; ${suggestion(block, blockNames(source.templates))}`,
      );
    const below = manifest?.blocks ?? [];
    return [...withNeeded(source, below, [...users, block]), block];
  });
  return [...new Set(needed)];
}

function blockNames(templates: string): readonly string[] {
  const folder = join(templates, 'blocks');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Rows with their modules and paths mapped to the profile's places. */
function placedRows(rows: Rows, places: Places): Rows {
  if (Object.keys(places).length === 0) return rows;
  const { move } = placer(places);
  const placed = (value: unknown): unknown => {
    if (typeof value === 'string') return move(value);
    return Array.isArray(value) ? value.map(placed) : value;
  };
  const kinds = Object.entries(rows).map(([kind, list]) => [
    kind,
    list.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, placed(value)]))),
  ]);
  return Object.fromEntries(kinds) as Rows;
}

/**
 * Reads `<templates>/<id>/profile.json` and the `block.json` of shared and of each block it lists.
 *
 * @param auth the way to log in that was chosen; where there is a block of that name, it is one of the profile's
 * @returns the profile with all rows merged
 * @throws UserError with the file and the key that is missing, invalid or unknown
 */
export function readProfile(templates: string, id: string, auth = 'none'): Profile {
  return profileFrom(sourceOf(templates), id, auth);
}

function profileFrom(source: Source, id: string, auth: string): Profile {
  const { templates } = source;
  const { $schema: _, ...own } = read(profileSchema, join(templates, id, 'profile.json'));
  const login = existsSync(join(templates, 'blocks', auth)) ? [auth] : [];
  const blocks = withNeeded(source, [...own.blocks, ...login], [id]);
  const below = ['shared', ...blocks.map((block) => join('blocks', block))];
  const stacked = below.flatMap((folder) => readBlock(source, folder)?.rows ?? []);
  // On demand: most runs read all profiles, but the rows of one only.
  const rows = () => placedRows(mergeRows([...stacked, own.rows]), own.places);
  return lazily({ ...own, id, blocks }, { rows });
}

/**
 * Reads all available profiles, the default first; a profile is a folder with a `profile.json`.
 *
 * @param drafts whether those that are not offered yet count too
 */
export function readProfiles(
  templates: string,
  drafts = process.env['ARCHITECT_DRAFTS'] !== undefined,
): readonly Profile[] {
  const source = sourceOf(templates);
  const ids = readdirSync(templates).filter((name) => existsSync(join(templates, name, 'profile.json')));
  return ids
    .toSorted()
    .map((id) => profileFrom(source, id, 'none'))
    .filter(({ draft }) => drafts || !draft)
    .toSorted((a, b) => a.order - b.order);
}
