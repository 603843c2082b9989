import { UserError } from '../errors.ts';
import type { FieldSpec } from '../language/field.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Dialogue } from '../dialogue.ts';
import { fieldOf, renameOf, type FieldRequest } from './field-edits.ts';

export interface Paired {
  readonly edited: ResourceSpec;
  /** What the request says of fields that are still in the edited spec. */
  readonly left: FieldRequest;
}

type Choose = Dialogue['choose'];
const DROP = '';

async function renamedTo(
  name: string,
  gone: FieldSpec,
  fresh: readonly FieldSpec[],
  choose: Choose,
): Promise<FieldSpec | undefined> {
  const names = fresh.map((field) => field.name);
  if (!choose)
    throw new UserError(
      `${name}: ${gone.name} is gone and ${names.join(', ')} is new; type --rename ${gone.name}:${names[0]} to keep what is in it, or --drop ${gone.name} --allow-drop`,
      3,
    );
  const chosen = await choose(`${name}.${gone.name} is gone. Is it called something else now?`, [
    ...names.map((other) => ({ name: `it is ${other} now, with what is in it`, value: other })),
    { name: 'no, it is dropped', value: DROP },
  ]);
  return fresh.find((field) => field.name === chosen);
}

/**
 * Finds out which fields of a spec that was edited by hand are old ones under a new name. Ids tell; without one, the
 * request's `rename` and `drop` do, and where a field of a type is gone and another is new, the user.
 *
 * @throws UserError (exit 3) when nobody can answer
 */
export async function paired(
  applied: ResourceSpec,
  edited: ResourceSpec,
  { drop = [], rename = [] }: FieldRequest,
  choose: Choose,
): Promise<Paired> {
  const has = (fields: readonly FieldSpec[], { id }: FieldSpec) => fields.some((field) => field.id === id);
  const gone = applied.fields.filter((field) => !has(edited.fields, field));
  const isOf = (typed: string, field: FieldSpec) => fieldOf([field], typed) !== undefined;
  const ofGone = (typed: string) =>
    fieldOf(edited.fields, typed) === undefined && gone.some((field) => isOf(typed, field));
  const said = rename.filter((text) => ofGone(renameOf(text)[0]));
  const partners = new Map<string, string>();
  for (const field of gone) {
    const fresh = edited.fields.filter(
      (other) => !has(applied.fields, other) && other.type === field.type && !partners.has(other.id),
    );
    const text = said.find((each) => isOf(renameOf(each)[0], field));
    const named = text === undefined ? undefined : fieldOf(fresh, renameOf(text)[1]);
    if (text !== undefined && !named)
      throw new UserError(`--rename ${text}: there is no new field of type ${field.type} with this name`);
    const isDropped = drop.some((typed) => isOf(typed, field));
    if (!named && (isDropped || fresh.length === 0)) continue;
    const partner = named ?? (await renamedTo(edited.name, field, fresh, choose));
    if (partner) partners.set(partner.id, field.id);
  }
  const fields = edited.fields.map((field) =>
    Object.assign({}, field, { id: partners.get(field.id) ?? field.id }),
  );
  return {
    edited: { ...edited, fields },
    left: {
      drop: drop.filter((typed) => !ofGone(typed)),
      rename: rename.filter((text) => !said.includes(text)),
    },
  };
}
