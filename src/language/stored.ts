import { array, optional, picklist, pipe, regex, strictObject, string, type ObjectEntries } from 'valibot';
import { UserError } from '../errors.ts';
import { modifiers } from '../fields/modifiers.ts';
import { fieldTypeNames } from '../fields/types.ts';
import { checked, failed, says, text, texts, type Source } from '../schema.ts';
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
  name: says(text, 'In Pascal case.'),
  plural: optional(says(text, 'In snake case, where it is not the regular one.')),
  fields: says(
    array(
      strictObject({
        id: optional(
          says(
            pipe(string(), regex(/^[\da-f]{8}$/, 'eight hexadecimal characters')),
            'Stays when the field is renamed; leave it out for a new field.',
          ),
        ),
        name: says(text, 'In snake case.'),
        type: says(picklist(fieldTypeNames), 'A type of the resource language.'),
        ...modifierEntries,
      }),
    ),
    'In their order.',
  ),
  with: optional(says(texts, 'Optional layers that it has.')),
});

/** Fields of a large project are much alike, and the same text is the same field. */
const parsedBefore = new Map<string, FieldSpec>();

function parsedAgain(field: FieldSpec): FieldSpec {
  const typed = formatField(field);
  const parsed = parsedBefore.get(typed) ?? parseField(typed);
  parsedBefore.set(typed, parsed);
  return parsed;
}

/**
 * Puts a spec that was not typed as words through the checks of one that was; ids stay.
 *
 * @throws UserError as `parseField` does, and for fields that do not fit together
 */
export function validated(spec: ResourceSpec): ResourceSpec {
  const parsed = spec.fields.map(parsedAgain);
  const ids = spec.fields.map(({ id }) => id as string | undefined);
  const named = parseName(spec.name, spec.plural);
  // Keys stay in their order, so that a spec which says the same is the same text.
  const asked = spec.with && { with: [...new Set(spec.with)].toSorted() };
  const resource: ResourceSpec = Object.assign({}, spec, named, { fields: withIds(parsed, ids) }, asked);
  if (parsed.length === 0)
    throw new UserError(`${spec.name}: a resource needs a field; type ${spec.name} name:str:max=80`);
  const fault = resourceFault(resource);
  if (fault !== undefined) throw new UserError(`${spec.name}: ${fault}`);
  if (named.plural !== undefined || spec.plural === undefined) return resource;
  const { plural: _, ...regular } = resource;
  return regular;
}

/**
 * Checks a resource that was read from a file: its shape, and then every rule of the resource language, so that nothing is
 * rendered from a value that nobody could have typed.
 *
 * @throws UserError with the exit code of the source
 */
export function storedResource(value: unknown, source: Source): ResourceSpec {
  // What passes comes back with its keys in the order of the schema, and this one has no defaults.
  checked(resourceSchema, value, source);
  try {
    return validated(value as ResourceSpec);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw failed(source, error.message);
  }
}
