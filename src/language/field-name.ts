import type { FieldTypeName } from '../fields/types.ts';
import { pluralOf } from '../plural.ts';
import { fieldNameFault } from './reserved.ts';
import { pascalOf, snakeOf } from '../spelling.ts';
import { quoted } from '../suggestion.ts';

export const longestName = 40;

/** Returns the attribute's name of a typed field name: `category_id:ref` is `category`, `tag_ids:many` is `tags`. */
export function attributeName(typed: string, type: FieldTypeName): string {
  if (type === 'ref') return typed.replace(/(?<=.)_id$/, '');
  if (type === 'many' && /._ids$/.test(typed)) return pluralOf(typed.slice(0, -'_ids'.length));
  return typed;
}

/** Returns what is wrong with an attribute's name and how to fix it, or undefined. */
export function attributeFault(name: string): string | undefined {
  if (!/^[a-z][a-z\d]*(_[a-z\d]+)*$/.test(name)) {
    const pascal = pascalOf(name);
    const instead = pascal === undefined ? 'type a name, e.g. unit_price' : `type ${snakeOf(pascal)}`;
    return `${quoted(name)} is not a valid field name: use lower-case English letters, digits and single "_" between them; ${instead}`;
  }
  if (name.length > longestName)
    return `the name has ${name.length} characters, the maximum is ${longestName}; shorten it`;
  const reason = fieldNameFault(name);
  if (reason === undefined) return undefined;
  const free = [`${name}_value`, `own_${name}`].find((instead) => fieldNameFault(instead) === undefined);
  return `${quoted(name)} ${reason}; type another name, e.g. ${free}`;
}
