import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { modifierNames, modifiers, type FieldArguments, type Modifier } from '../fields/modifiers.ts';
import { shapeFault, valueFault } from '../fields/rules.ts';
import { typeMeant } from '../synonyms.ts';
import { fieldTypeNames, isFieldTypeName, type FieldTypeName } from '../fields/types.ts';
import { inOrder, readModifiers, readValues } from './field-modifiers.ts';
import { attributeFault, attributeName } from './field-name.ts';
import { joinField, splitField } from './field-text.ts';
import { singularOf } from '../plural.ts';
import { pascalOf } from '../spelling.ts';
import { quoted } from '../suggestion.ts';

/** One field as the user specified it. `withDefaults` adds derived values (lengths, digits, indexes). */
export interface FieldSpec extends FieldArguments {
  /** Eight hexadecimal characters; the id stays when the field is renamed. */
  readonly id: string;
  /** The attribute's name in snake case: `category` for `category_id:ref`. */
  readonly name: string;
  readonly type: FieldTypeName;
}

/**
 * Parses one field of the resource language, e.g. `price:decimal:precision=10:scale=2:gt=0`. Checks everything that does
 * not depend on other fields or resources.
 *
 * @throws UserError with the text, the reason and the fix
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

const texts = new WeakMap<FieldSpec, string>();

/** Prints a field as canonical text; `parseField` is the inverse. */
export function formatField(field: FieldSpec): string {
  const text = texts.get(field) ?? textOf(field);
  texts.set(field, text);
  return text;
}

function textOf(field: FieldSpec): string {
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

/** Derives a field's id from its name and type, so that equal input gives equal state; `attempt` resolves collisions. */
export function fieldId(name: string, type: FieldTypeName, attempt = 0): string {
  const seed = attempt === 0 ? `${name}:${type}` : `${name}:${type}:${attempt}`;
  return createHash('sha256').update(seed).digest('hex').slice(0, 8);
}

function readType(name: string, word: string | undefined, fail: (fault: string) => never): FieldTypeName {
  if (word === undefined || word === '')
    return fail(`a field is name:type; type ${name.split(':')[0] || 'name'}:str`);
  if (isFieldTypeName(word)) return word;
  if (Object.hasOwn(modifiers, word.split('=')[0] ?? ''))
    return fail(`${quoted(word)} is a modifier and must follow the type; type ${name}:str:${word}`);
  const near = typeMeant(word);
  if (near !== undefined) return fail(`unknown type ${quoted(word)}; did you mean "${near}"?`);
  if (/^[A-Z]\w*$/.test(word))
    return fail(`unknown type ${quoted(word)}; type ${name}:ref:to=${word} to refer to it`);
  return fail(`unknown type ${quoted(word)}; choose from ${fieldTypeNames.join(', ')}`);
}

function withTarget(field: FieldArguments, name: string, type: FieldTypeName): FieldArguments {
  if (type !== 'ref' && type !== 'many') return field;
  const target = pascalOf(type === 'many' ? singularOf(name) : name);
  return { ...(target !== undefined && { to: target }), ...field };
}

/** Removes flags that other modifiers imply, so that equal fields are equal as text. */
function withoutRepetition(field: FieldArguments, type: FieldTypeName): FieldArguments {
  const { unique, index, ...rest } = field;
  const implied = field.from !== undefined;
  return {
    ...rest,
    ...(unique && !implied && { unique }),
    ...(index && !unique && !implied && type !== 'ref' && { index }),
  };
}
