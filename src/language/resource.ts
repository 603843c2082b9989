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

/** One resource as the user specified it. */
export interface ResourceSpec extends NamedSpec {
  /** In Pascal case. */
  readonly name: string;
  /** In snake case; absent if it is regular. */
  readonly plural?: string;
  readonly fields: readonly FieldSpec[];
  /** Absent if the resource has all layers of its profile. */
  readonly layers?: readonly string[];
  /** Optional layers of this resource. */
  readonly with?: readonly string[];
  /** Built-in resources only: the API cannot delete its rows. */
  readonly kept?: true;
}

/**
 * Parses a resource from words, e.g. `Product name:str:max=80 price:decimal`. `Octopus:plural=octopi` sets an irregular
 * plural, `Product:with=task` requests an optional layer. Accepts words that PowerShell split at commas.
 *
 * @throws UserError for faults within the resource; `checkResources` checks it against others
 */
export function parseResource(words: readonly string[]): ResourceSpec {
  const [head, ...fieldWords] = joinSplitValues(words);
  if (head === undefined || head.trim() === '')
    throw new UserError('the resource is missing; type a name and its fields, e.g. Product name:str:max=80');
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

/** Prints a resource as one line that `parseResourceLine`, `parseResource` and a shell can parse. */
export function formatResource(resource: ResourceSpec): string {
  const plural = resource.plural === undefined ? [] : [`plural=${resource.plural}`];
  const asked = (resource.with ?? []).map((layer) => `with=${layer}`);
  return formatWords([[resource.name, ...plural, ...asked].join(':'), ...resource.fields.map(formatField)]);
}

/** The modifiers of a resource's name. */
export const headModifiers = {
  plural: { example: 'Person:plural=people', meaning: 'its plural, if the derived one is wrong' },
  with: { example: 'Invoice:with=task', meaning: 'add an optional layer, as --with does' },
} as const;

const headModifier = new RegExp(`^(${Object.keys(headModifiers).join('|')})=(.+)$`, 's');

/** Parses the first word: the name and the modifiers of the resource. */
export function parseHead(head: string): Omit<ResourceSpec, 'fields'> {
  const [name = '', ...modifiers] = splitField(head);
  const said = modifiers.map((modifier) => headModifier.exec(modifier) ?? strange(head, modifier));
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
      ? `${shown}: this is a field, but the resource's name must come first; type Product ${shown}`
      : `${shown}: a resource's name takes only plural=… and with=…; type e.g. Person:plural=people`,
  );
}
