import { UserError } from '../errors.ts';
import { wireNameOf } from '../language/derived-names.ts';
import { parseField, type FieldSpec } from '../language/field.ts';
import { withIds } from '../language/field-ids.ts';
import { attributeFault, attributeName } from '../language/field-name.ts';
import { parseHead, type ResourceSpec } from '../language/resource.ts';
import { quoted, suggestion } from '../suggestion.ts';
import { validated } from '../language/stored.ts';

/** Changes of a resource's existing fields. */
export interface FieldRequest {
  readonly drop?: readonly string[] | undefined;
  /** Each in the form `old:new`. */
  readonly rename?: readonly string[] | undefined;
}

/** Finds a field by its name or its API name: `category_id` finds `category`. */
export function fieldOf(fields: readonly FieldSpec[], typed: string): FieldSpec | undefined {
  return (
    fields.find(({ name }) => name === typed) ??
    fields.find((field) => wireNameOf(field) === typed || attributeName(typed, field.type) === field.name)
  );
}

function known(fields: readonly FieldSpec[], typed: string, flag: string): FieldSpec {
  const found = fieldOf(fields, typed);
  if (found) return found;
  const names = fields.map(({ name }) => name);
  throw new UserError(`${flag}: unknown field ${quoted(typed)}; ${suggestion(typed, names)}`);
}

/** Splits `old:new`. */
export function renameOf(text: string): readonly [old: string, fresh: string] {
  const [old = '', fresh = '', more] = text.split(':');
  if (old === '' || fresh === '' || more !== undefined)
    throw new UserError(
      `--rename ${quoted(text).slice(1, -1)}: type the old and the new name, e.g. amount:total`,
    );
  return [old, fresh];
}

function renamed(fields: readonly FieldSpec[], text: string): readonly FieldSpec[] {
  const [old, fresh] = renameOf(text);
  const flag = `--rename ${text}`;
  const field = known(fields, old, flag);
  const name = attributeName(fresh, field.type);
  const fault = attributeFault(name);
  if (fault !== undefined) throw new UserError(`${flag}: ${fault}`);
  const other = fields.find((each) => each !== field && each.name === name);
  if (other) throw new UserError(`${flag}: the field "${name}" already exists; rename or drop it first`);
  return fields.map((each) => {
    if (each === field) return { ...each, name };
    return each.from === field.name ? { ...each, from: name } : each;
  });
}

function refuseUse(dropped: readonly FieldSpec[], fields: readonly FieldSpec[]): void {
  for (const { name } of dropped) {
    if (fields.some((field) => field.name === name))
      throw new UserError(`--drop ${name}: the field is both dropped and given again; remove one of the two`);
    const user = fields.find(({ from }) => from === name);
    if (user)
      throw new UserError(
        `--drop ${name}: ${user.name} is generated from it; drop ${user.name} too, or give ${user.name} another "from"`,
      );
  }
}

/**
 * Applies field changes to a resource: drops, renames, replaces fields that are given again, and appends new ones. Other
 * fields stay.
 *
 * @throws UserError for an unknown field, a name that is taken, or fields that become inconsistent
 */
export function merged(
  before: ResourceSpec,
  head: string,
  words: readonly string[],
  { drop = [], rename = [] }: FieldRequest,
): ResourceSpec {
  const said = words.map(parseField);
  const dropped = drop.map((name) => known(before.fields, name, `--drop ${name}`));
  const left = before.fields.filter((field) => !dropped.includes(field));
  const fields = rename.reduce(renamed, left);
  const again = new Map(said.map((field) => [field.name, field]));
  const names = new Set(fields.map(({ name }) => name));
  const kept = fields.map((field) => Object.assign({}, again.get(field.name) ?? field, { id: field.id }));
  const fresh = said.filter(({ name }) => !names.has(name));
  const ids = before.fields.map(({ id }) => id);
  const all = withIds(
    [...kept, ...fresh],
    kept.map(({ id }) => id),
    ids,
  );
  refuseUse(dropped, all);
  const asked = [...(before.with ?? []), ...(parseHead(head).with ?? [])];
  return validated({ ...before, ...(asked.length > 0 ? { with: asked } : {}), fields: all });
}
