import type { FieldType } from './field-type.ts';
import { valueFault, type Typed } from './rules.ts';
import { fieldTypes } from './types.ts';

/** Example values by field name: a name matches if it equals or ends with one of the words. */
const byName: ReadonlyMap<string, string> = new Map(
  Object.entries({
    name: 'Ada Lovelace',
    first_name: 'Ada',
    last_name: 'Lovelace',
    title: 'The Left Hand of Darkness',
    description: 'Made of oak, with room for forty books.',
    body: 'Bring the contract to the meeting on Monday.',
    content: 'Bring the contract to the meeting on Monday.',
    summary: 'Three orders are late.',
    comment: 'Arrived on time, well packed.',
    category: 'Furniture',
    label: 'On sale',
    color: 'blue',
    code: 'BX-1042',
    number: 'INV-2026-0042',
    sku: 'CHAIR-BLUE-01',
    price: '19.99',
    amount: '249.50',
    total: '249.50',
    rating: '4.5',
    stock: '12',
    quantity: '3',
    count: '3',
    currency: 'EUR',
    language: 'en',
    country: 'Portugal',
    city: 'Lisbon',
    street: 'Rua Augusta 12',
    address: 'Rua Augusta 12, Lisbon',
    phone: '+351 21 000 0000',
    company: 'Analytical Engines Ltd',
    email: 'ada@example.com',
    url: 'https://example.com/ada',
    slug: 'blue-chair',
  }),
);

function wordsOf(name: string): readonly string[] {
  const parts = name.split('_');
  return parts.map((_, at) => parts.slice(at).join('_'));
}

/** Returns a realistic example for a field's name and type, as canonical text within its limits; undefined if there is none. */
export function exampleOf(field: Typed & { readonly name: string }): string | undefined {
  const { parseValue, kind, example }: FieldType = fieldTypes[field.type];
  const byType = kind === 'text' && !['email', 'url', 'slug'].includes(field.type) ? undefined : example;
  const texts = [...wordsOf(field.name).map((word) => byName.get(word)), byType];
  return texts
    .flatMap((text) => (text === undefined ? [] : [parseValue(text, field)]))
    .find((value) => value !== undefined && valueFault({ ...field, example: value }) === undefined);
}
