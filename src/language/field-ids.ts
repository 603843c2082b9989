import { UserError } from '../errors.ts';
import { fieldId, type FieldSpec } from './field.ts';

/**
 * Gives each field the id that it has, or a new one, unlike all others: ids are made from name and type, and a field that
 * was renamed keeps the id of its old name.
 *
 * @param ids those that fields have, in their order
 * @param taken ids that are not to be given either
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
      throw new UserError(`"${other}" and "${name}" have the same id; leave the id of the newer one out`);
    owners.set(id, name);
    used.add(id);
  }
  return fields.map((field, index) => {
    const known = ids[index];
    if (known !== undefined) return Object.assign({}, field, { id: known });
    let attempt = 0;
    while (used.has(fieldId(field.name, field.type, attempt))) attempt += 1;
    const id = fieldId(field.name, field.type, attempt);
    used.add(id);
    return Object.assign({}, field, { id });
  });
}
