import { array, optional, picklist, pipe, regex, strictObject, string, type ObjectEntries } from 'valibot';
import { UserError } from '../errors.ts';
import { modifiers } from '../fields/modifiers.ts';
import { fieldTypeNames } from '../fields/types.ts';
import { checkerOf, failed, says, someText, texts, type Source } from '../schema.ts';
import { formatField, parseField, type FieldSpec } from './field.ts';
import { withIds } from './field-ids.ts';
import { parseName } from './names.ts';
import type { ResourceSpec } from './resource.ts';
import { resourceFault } from './resource-rules.ts';

const modifierEntries = Object.fromEntries(
  Object.values(modifiers).map(({ key, schema, meaning }) => [key, optional(says(schema, meaning))]),
) as ObjectEntries;

/** A resource as it is stored: in its own file, and in a lock. */
export const resourceSchema = strictObject({
  name: says(someText, 'In Pascal case.'),
  plural: optional(says(someText, 'In snake case, where it is not the regular one.')),
  fields: says(
    array(
      strictObject({
        id: optional(
          says(
            pipe(string(), regex(/^[\da-f]{8}$/, 'eight hexadecimal characters')),
            'Stays when the field is renamed; leave it out for a new field.',
          ),
        ),
        name: says(someText, 'In snake case.'),
        type: says(picklist(fieldTypeNames), 'A type of the resource language.'),
        ...modifierEntries,
      }),
    ),
    'In their order.',
  ),
  with: optional(says(texts, 'Optional layers that it has.')),
});

const checkSchema = checkerOf(resourceSchema, 'fields');
/** Cache of parsed fields by JSON: large projects have many equal fields, and every verb validates every spec. */
const parsedBefore = new Map<string, FieldSpec>();

function parsedAgain(field: FieldSpec): FieldSpec {
  const stored = JSON.stringify(field);
  const parsed = parsedBefore.get(stored) ?? parseField(formatField(field));
  parsedBefore.set(stored, parsed);
  return parsed;
}

/**
 * Validates a spec by the rules of the command line. Keeps the ids of its fields.
 *
 * @throws UserError as `parseField` does, and for inconsistent fields
 */
export function validated(spec: ResourceSpec): ResourceSpec {
  const parsed = spec.fields.map(parsedAgain);
  const ids = spec.fields.map(({ id }) => id as string | undefined);
  const named = parseName(spec.name, spec.plural);
  // Keep the order of keys: locks compare the text of a spec.
  const asked = spec.with && { with: [...new Set(spec.with)].toSorted() };
  const resource: ResourceSpec = Object.assign({}, spec, named, { fields: withIds(parsed, ids) }, asked);
  if (parsed.length === 0)
    throw new UserError(`${spec.name}: a resource needs a field; type ${spec.name} name:str:max=80`);
  // Equal fields are the same objects, so that values derived from them are computed once.
  const fault = resourceFault(Object.assign({}, named, { fields: parsed }));
  if (fault !== undefined) throw new UserError(`${spec.name}: ${fault}`);
  if (named.plural !== undefined || spec.plural === undefined) return resource;
  const { plural: _, ...regular } = resource;
  return regular;
}

/**
 * Validates a resource that was read from a file: its schema, then every rule of the resource language. Templates
 * therefore only print values that the command line would accept.
 *
 * @throws UserError with the exit code of the source
 */
export function storedResource(value: unknown, source: Source): ResourceSpec {
  // Use the original value: Valibot reorders keys by the schema, but locks compare the text.
  checkSchema(value, source);
  try {
    return validated(value as ResourceSpec);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw failed(source, error.message);
  }
}
