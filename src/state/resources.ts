import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { FieldSpec } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { storedResource, validated } from '../language/stored.ts';
import { uniteSpecs, type Clash } from '../language/unite.ts';
import { isMarked } from '../merge/marks.ts';
import { sidesOf } from '../merge/sides.ts';
import { failed, parsedJson, type Source } from '../schema.ts';
import { stagedText, textBeforeBranches } from './git-sides.ts';
import { RESOURCES_FOLDER, resourceFile } from './layout.ts';
import { NO_FILE, readText } from './read.ts';

export function resourceText(resource: ResourceSpec): string {
  return `${JSON.stringify(resource, null, 2)}\n`;
}

function refuseClashes(path: string, clashes: readonly Clash[]): void {
  if (clashes.length === 0) return;
  const lines = clashes.map(
    ({ what, ours, theirs }) => `${what}: ${ours} in one branch, ${theirs} in the other`,
  );
  throw new UserError(
    `${lines.join('; ')}; nothing was written: edit ${path}, remove the conflict markers, then run "fastapi-architect sync"`,
    3,
  );
}

const SYNC = 'run "fastapi-architect sync"';

/**
 * The specs of both branches: first by the conflict markers, which keeps manual edits, then by git's index, in case the
 * former are not JSON.
 */
function sidesOfSpec(root: string, path: string, text: string): readonly (readonly [string, string])[] {
  const [ours, theirs] = [stagedText(root, path, 2), stagedText(root, path, 3)];
  return [sidesOf(text), ...(ours === undefined || theirs === undefined ? [] : [[ours, theirs] as const])];
}

/** Merges two branches' versions of a spec, field by field. */
function unitedResource(root: string, path: string, text: string): ResourceSpec {
  const source: Source = {
    where: `${path} has git conflict markers that cannot be resolved`,
    fix: `edit it and remove them, then ${SYNC}`,
    exitCode: 4,
  };
  const parse = (side: string): ResourceSpec => storedResource(parsedJson(side, source), source);
  const all = sidesOfSpec(root, path, text);
  const [ours, theirs] = firstOf(all, (sides) => sides.map(parse) as [ResourceSpec, ResourceSpec]);
  const before = textBeforeBranches(root, path);
  const base = before === undefined ? undefined : parse(before);
  const { spec, clashes } = uniteSpecs({ base, ours, theirs });
  refuseClashes(path, clashes);
  return validated(spec);
}

/** Returns the first result without a UserError; rethrows the last error if all fail. */
function firstOf<From, To>([first, ...others]: readonly From[], read: (from: From) => To): To {
  try {
    return read(first as From);
  } catch (error) {
    if (others.length === 0 || !(error instanceof UserError)) throw error;
    return firstOf(others, read);
  }
}

function readResource(root: string, { name, isFile }: Listed, heals: boolean): ResourceSpec {
  const path = `${RESOURCES_FOLDER}/${name}`;
  const source = { where: path, fix: `fix it, or restore it with "git checkout -- ${path}"`, exitCode: 4 };
  if (!isFile) throw failed(source, NO_FILE);
  const text = readText(root, path, source);
  const isTorn = isMarked(text);
  if (isTorn && !heals) throw failed({ ...source, fix: SYNC }, 'it has git conflict markers');
  const spec = isTorn ? unitedResource(root, path, text) : storedResource(parsedJson(text, source), source);
  const { snake } = namesOf(spec);
  if (`${snake}.json` !== name)
    throw failed(
      source,
      `its "name" is ${spec.name}, but the file of ${spec.name} is ${resourceFile(snake)}`,
    );
  return spec;
}

/** A name in the folder of specs. */
interface Listed {
  readonly name: string;
  /** False for a link: it may lead anywhere. */
  readonly isFile: boolean;
}

/** Lists the spec files by name. One listing shows which are regular files; a call for each of 500 takes 10 ms. */
function listed(root: string): readonly Listed[] {
  try {
    return readdirSync(join(root, RESOURCES_FOLDER), { withFileTypes: true })
      .filter(({ name }) => name.endsWith('.json'))
      .map((each) => ({ name: each.name, isFile: each.isFile() }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/**
 * Reads all resources of a project, sorted by file name.
 *
 * @param heals whether to merge a spec with git's conflict markers from both branches
 * @throws UserError (exit 4) with the file that is invalid
 */
export function readResources(root: string, heals = false): readonly ResourceSpec[] {
  return listed(root).map((each) => readResource(root, each, heals));
}

/** Returns a function that finds the spec file of a field whose target resource does not exist. */
export function fileOfField(
  stored: readonly ResourceSpec[],
): (resource: ResourceSpec, field: FieldSpec) => string | undefined {
  return ({ name }, { name: own, to }) => {
    const found = stored.find((each) => each.name === name);
    const isStored = found?.fields.some((field) => field.name === own && field.to === to);
    const isThere = stored.some((each) => each.name === to);
    return found && isStored && !isThere ? resourceFile(namesOf(found).snake) : undefined;
  };
}
