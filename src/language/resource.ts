import { UserError } from '../errors.ts';
import { isFieldTypeName } from '../fields/types.ts';
import { formatField, parseField, type FieldSpec } from './field.ts';
import { withIds } from './field-ids.ts';
import { splitField } from './field-text.ts';
import { parseName, type NamedSpec } from './names.ts';
import { resourceFault } from './resource-rules.ts';
import { quoted } from '../suggestion.ts';
import { formatWords, joinSplitValues } from './words.ts';

export { parseResourceLine } from './words.ts';

/** What the user said about one resource. */
export interface ResourceSpec extends NamedSpec {
  /** In Pascal case. */
  readonly name: string;
  /** In snake case, only when it is not the regular one. */
  readonly plural?: string;
  readonly fields: readonly FieldSpec[];
  /** Only when the resource has not all layers of its profile. */
  readonly layers?: readonly string[];
  /** Layers that a resource has only when asked for, and this one has. */
  readonly with?: readonly string[];
  /** Of one that the project brings: nobody deletes its rows over HTTP. */
  readonly kept?: true;
}

/**
 * Reads a resource from words, as `Product name:str:max=80 price:decimal`; `Octopus:plural=octopi` gives a plural of one's own,
 * `Product:with=task` asks for a layer that not every resource has. Also takes words
 * that PowerShell split at commas. Raises UserError for anything that is wrong within the resource; `checkResources` looks at the others.
 */
export function parseResource(words: readonly string[]): ResourceSpec {
  const [head, ...fieldWords] = joinSplitValues(words);
  if (head === undefined || head.trim() === '')
    throw new UserError('there is no resource; type a name and its fields, e.g. Product name:str:max=80');
  const named = parseHead(head);
  if (fieldWords.length === 0)
    throw new UserError(`${named.name}: a resource needs a field; type ${named.name} name:str:max=80`);
  const resource = {
    ...named,
    fields: withIds(fieldWords.map(parseField), []),
  };
  const fault = resourceFault(resource);
  if (fault !== undefined) throw new UserError(`${named.name}: ${fault}`);
  return resource;
}

/** Writes a resource as one line that `parseResourceLine`, `parseResource` and a shell take back. */
export function formatResource(resource: ResourceSpec): string {
  const plural = resource.plural === undefined ? [] : [`plural=${resource.plural}`];
  const asked = (resource.with ?? []).map((layer) => `with=${layer}`);
  return formatWords([[resource.name, ...plural, ...asked].join(':'), ...resource.fields.map(formatField)]);
}

/** What the first word says: the name, and what is true of the resource as a whole. */
export function parseHead(head: string): Omit<ResourceSpec, 'fields'> {
  const [name = '', ...modifiers] = splitField(head);
  const said = modifiers.map((modifier) => /^(plural|with)=(.+)$/s.exec(modifier) ?? strange(head, modifier));
  const values = (key: string) => said.flatMap(([, found, value = '']) => (found === key ? [value] : []));
  const [plural, second] = values('plural');
  if (second !== undefined) strange(head, `plural=${second}`);
  const asked = [...new Set(values('with'))].toSorted();
  return { ...parseName(name, plural), ...(asked.length > 0 ? { with: asked } : {}) };
}

function strange(head: string, modifier: string): never {
  const shown = quoted(head).slice(1, -1);
  throw new UserError(
    isFieldTypeName(modifier)
      ? `${shown}: this is a field, and the resource's name comes first; type Product ${shown}`
      : `${shown}: a resource's name takes nothing but plural=… and with=…; type it as Person:plural=people`,
  );
}
