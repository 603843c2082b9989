import type { FieldArguments } from './modifiers.ts';
import { fieldTypes, type FieldTypeName } from './types.ts';
import type { FieldType } from './field-type.ts';

/**
 * Maximum length of unique or indexed text: PostgreSQL allows 2704 bytes per index entry. 600 characters of four bytes
 * fit, 700 do not (tested).
 */
export const longestIndexed = 600;

const completed = new WeakMap<object, object>();

/** Adds the defaults that a field's type and modifiers imply: lengths, digits, `unique` for a slug with `from`. */
export function withDefaults<Field extends FieldArguments & { readonly type: FieldTypeName }>(
  field: Field,
): Field {
  const found = completed.get(field) ?? complete(field);
  completed.set(field, found);
  return found as Field;
}

function complete<Field extends FieldArguments & { readonly type: FieldTypeName }>(field: Field): Field {
  const type: FieldType = fieldTypes[field.type];
  const filled: Field = { ...type.defaults, ...field, ...(field.from !== undefined && { unique: true }) };
  if (type.kind !== 'text' || type.multiline === true || field.max !== undefined || filled.max === undefined)
    return filled;
  const indexed = filled.unique === true || filled.index === true;
  return indexed ? { ...filled, max: Math.min(filled.max, longestIndexed) } : filled;
}
