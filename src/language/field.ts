import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { modifierNames, modifiers, type FieldArguments, type Modifier } from '../fields/modifiers.ts';
import { shapeFault, valueFault } from '../fields/rules.ts';
import { fieldTypeNames, isFieldTypeName, type FieldTypeName } from '../fields/types.ts';
import { inOrder, readModifiers, readValues } from './field-modifiers.ts';
import { attributeFault, attributeName } from './field-name.ts';
import { joinField, splitField } from './field-text.ts';
import { singularOf } from '../plural.ts';
import { pascalOf } from '../spelling.ts';
import { quoted, suggestion } from '../suggestion.ts';

/** What the user said about one field. What follows from it (lengths, digits, indexes) is added by `withDefaults`. */
export interface FieldSpec extends FieldArguments {
  /** Eight hexadecimal characters that stay when the field is renamed. */
  readonly id: string;
  /** The attribute's name in snake case: `category` for `category_id:ref`. */
  readonly name: string;
  readonly type: FieldTypeName;
}

/**
 * Reads one field of the resource language, as `price:decimal:precision=10:scale=2:gt=0`. Checks all that needs no other field or resource.
 * Raises UserError with the text, the reason and what to type instead.
 */
export function parseField(text: string): FieldSpec {
  const fail = (fault: string): never => {
    throw new UserError(`${quoted(text).slice(1, -1)}: ${fault}`);
  };
  const [typedName = '', typeWord, ...segments] = splitField(text);
  const type = readType(typedName, typeWord, fail);
  const name = attributeName(typedName, type);
  const nameFault = attributeFault(name);
  if (nameFault !== undefined) fail(nameFault);
  const raw = withoutRepetition(withTarget(readModifiers(segments, type, fail), name, type), type);
  const shape = shapeFault({ ...raw, type });
  if (shape !== undefined) fail(shape);
  const said = inOrder(readValues(raw, type, fail));
  const fault = valueFault({ ...said, type });
  return fault === undefined ? { id: fieldId(name, type), name, type, ...said } : fail(fault);
}

/** Writes a field as canonical text, so that `parseField(formatField(field))` equals the field. */
export function formatField(field: FieldSpec): string {
  const said = modifierNames.flatMap((word) => {
    const row: Modifier = modifiers[word];
    const value = field[row.key];
    if (value === undefined) return [];
    return [
      row.parse === undefined ? word : `${word}=${Array.isArray(value) ? value.join(',') : String(value)}`,
    ];
  });
  return joinField([field.name, field.type, ...said]);
}

/** Returns a field's id, made from its name and type so that equal input gives equal state; `attempt` tells two equal ids apart. */
export function fieldId(name: string, type: FieldTypeName, attempt = 0): string {
  const seed = attempt === 0 ? `${name}:${type}` : `${name}:${type}:${attempt}`;
  return createHash('sha256').update(seed).digest('hex').slice(0, 8);
}

function readType(name: string, word: string | undefined, fail: (fault: string) => never): FieldTypeName {
  if (word === undefined || word === '')
    return fail(`a field is name:type; type ${name.split(':')[0] || 'name'}:str`);
  if (isFieldTypeName(word)) return word;
  if (Object.hasOwn(modifiers, word.split('=')[0] ?? ''))
    return fail(`${quoted(word)} is a modifier and comes after the type; type ${name}:str:${word}`);
  return fail(`there is no type ${quoted(word)}; ${suggestion(word, fieldTypeNames)}`);
}

function withTarget(field: FieldArguments, name: string, type: FieldTypeName): FieldArguments {
  if (type !== 'ref' && type !== 'many') return field;
  const target = pascalOf(type === 'many' ? singularOf(name) : name);
  return { ...(target !== undefined && { to: target }), ...field };
}

/** Leaves out flags that say what another one says already, so that equal fields are equal as text. */
function withoutRepetition(field: FieldArguments, type: FieldTypeName): FieldArguments {
  const { unique, index, ...rest } = field;
  const implied = field.from !== undefined;
  return {
    ...rest,
    ...(unique && !implied && { unique }),
    ...(index && !unique && !implied && type !== 'ref' && { index }),
  };
}
