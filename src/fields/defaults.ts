import type { FieldArguments } from './modifiers.ts';
import { fieldTypes, type FieldTypeName } from './types.ts';
import type { FieldType } from './field-type.ts';

/**
 * Maximum length of unique or indexed text: PostgreSQL allows 2704 bytes per index entry. 600 characters of four bytes
 * fit, 700 do not (tested).
 */
export const longestIndexed = 600;

/** Adds the defaults that a field's type and modifiers imply: lengths, digits, `unique` for a slug with `from`. */
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
