import { UserError } from '../errors.ts';
import { fieldId, type FieldSpec } from './field.ts';

/**
 * Keeps the ids of fields, and assigns unique ids to new ones. An id is derived from name and type, and stays when the
 * field is renamed.
 *
 * @param ids existing ids, in the order of the fields
 * @param taken further ids that must not be assigned
 */
export function withIds(
  fields: readonly FieldSpec[],
  ids: readonly (string | undefined)[],
  taken: readonly string[] = [],
): readonly FieldSpec[] {
  const used = new Set(taken);
  const owners = new Map<string, string>();
  for (const [index, { name }] of fields.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    const other = owners.get(id);
    if (other !== undefined)
      throw new UserError(`"${other}" and "${name}" have the same id; delete the "id" of the newer one`);
    owners.set(id, name);
    used.add(id);
  }
  // A field that has its id stays the same object, so that values derived from equal fields are computed once.
  const withId = (field: FieldSpec, id: string) =>
    field.id === id ? field : Object.assign({}, field, { id });
  return fields.map((field, index) => {
    const known = ids[index];
    if (known !== undefined) return withId(field, known);
    let attempt = 0;
    while (used.has(fieldId(field.name, field.type, attempt))) attempt += 1;
    const id = fieldId(field.name, field.type, attempt);
    used.add(id);
    return withId(field, id);
  });
}
