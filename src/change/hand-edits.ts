import { UserError } from '../errors.ts';
import type { FieldSpec } from '../language/field.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Dialogue } from '../dialogue.ts';
import { fieldOf, renameOf, type FieldRequest } from './field-edits.ts';

export interface Paired {
  readonly edited: ResourceSpec;
  /** The part of the request about fields that the edited spec still has. */
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
      `${name}: the spec no longer has ${gone.name} and now has ${names.join(', ')}; type --rename ${gone.name}:${names[0]} to keep its data, or --drop ${gone.name} --allow-drop`,
      3,
    );
  const chosen = await choose(`The spec no longer has ${name}.${gone.name}. Did you rename it?`, [
    ...names.map((other) => ({ name: `yes, to ${other}; keep its data`, value: other })),
    { name: 'no, drop it', value: DROP },
  ]);
  return fresh.find((field) => field.name === chosen);
}

/**
 * Matches fields of a manually edited spec with the applied ones: by id, by the request's `rename` and `drop`, or by
 * asking the user if a field is missing and a new one has the same type.
 *
 * @throws UserError (exit 3) if a question comes up in a non-interactive run
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
      throw new UserError(
        `--rename ${text}: the edited spec has no new field of type ${field.type} with this name`,
      );
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
