import type { FieldArguments } from './modifiers.ts';
import { fieldTypes, type FieldTypeName } from './types.ts';
import type { FieldType } from './field-type.ts';

/**
 * The longest text that may be unique or indexed: PostgreSQL takes 2704 bytes an index entry, and 600 characters of four bytes fit while 700 do
 * not (tried).
 */
export const longestIndexed = 600;

/** Takes what the user said about a field and fills in what its type and its modifiers imply: lengths, digits, `unique` for a slug with `from`. */
export function withDefaults<Field extends FieldArguments & { readonly type: FieldTypeName }>(
  field: Field,
): Field {
  const type: FieldType = fieldTypes[field.type];
  const complete: Field = { ...type.defaults, ...field, ...(field.from !== undefined && { unique: true }) };
  if (
    type.kind !== 'text' ||
    type.multiline === true ||
    field.max !== undefined ||
    complete.max === undefined
  )
    return complete;
  const indexed = complete.unique === true || complete.index === true;
  return indexed ? { ...complete, max: Math.min(complete.max, longestIndexed) } : complete;
}
