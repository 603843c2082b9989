import type { FieldType } from './field-type.ts';
import type { NamesOf } from './python.ts';
import { fieldTypes } from './types.ts';

/** Every name that the code of some type uses in a file of this kind, with the statement that imports it. */
export function importsOfTypes(place: 'code' | 'model' | 'schema'): NamesOf {
  const rows: readonly FieldType[] = Object.values(fieldTypes);
  const imports = rows.flatMap(({ python }) => [python?.imports?.code, python?.imports?.[place]]);
  return Object.assign({}, ...imports) as NamesOf;
}
