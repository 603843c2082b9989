import { expect, test } from 'vitest';
import { columnOf, filterNamesOf, wireNameOf } from '../../src/language/derived-names.ts';
import { parseField } from '../../src/language/field.ts';
import { formatResource, parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { failure } from './failure.ts';

const read = (line: string) => parseResource(parseResourceLine(line));

test.each([
  ['Product name:str:max=80 price:decimal', 'Product name:str:max=80 price:decimal'],
  ['order-item qty:int', 'OrderItem qty:int'],
  ['Octopus:plural=octopi name:str', 'Octopus:plural=octopi name:str'],
  ['Octopus:with=task:plural=octopi name:str', 'Octopus:plural=octopi:with=task name:str'],
  ['Person:plural=people name:str', 'Person name:str'],
  ['Post title:str slug:slug:from=title', 'Post title:str slug:slug:from=title'],
  [
    'Node parent:ref:to=Node:optional other:ref:to=Node:optional',
    'Node parent:ref:optional:to=Node other:ref:optional:to=Node',
  ],
  ['Node related:many:to=Node', 'Node related:many:to=Node'],
  ["Post title:str:default='a b'", "Post 'title:str:default=a b'"],
  ['Post title:str:default="a \\" b"', "Post 'title:str:default=a \" b'"],
  ["Post title:str:default=it\\'s", "Post 'title:str:default=it'\\''s'"],
  ['Post path:str:default=C::\\new', "Post 'path:str:default=C::\\new'"],
  // As PowerShell splits it.
  [
    'Post status:enum:values=draft live:default=live n:int',
    'Post status:enum:values=draft,live:default=live n:int',
  ],
  ['Post status:enum:values=draft, live, gone n:int', 'Post status:enum:values=draft,live,gone n:int'],
  ['Post status:enum:default=a:values=a b c', 'Post status:enum:values=a,b,c:default=a'],
  ['Post status:enum:values=a n:int', 'Post status:enum:values=a n:int'],
])('%s is written %s', (line, canonical) => {
  expect(formatResource(read(line))).toBe(canonical);
  expect(read(canonical)).toEqual(read(line));
});

test.each(['', '   ', '# Product name:str'])('the line %j holds no resource', (line) => {
  expect(parseResourceLine(line)).toEqual([]);
});

test('ids are unique in a resource and the same in every run', () => {
  const { fields } = read(`Wide ${Array.from({ length: 200 }, (_, at) => `f_${at}:int`).join(' ')}`);
  expect(new Set(fields.map(({ id }) => id)).size).toBe(200);
  expect(read('A1 name:str').fields[0]?.id).toBe(read('B1 name:str:max=9').fields[0]?.id);
});

test.each([
  ['category:ref', 'category_id', 'category_id', ['category_id']],
  ['tags:many', undefined, 'tag_ids', []],
  ['page:int', 'page', 'page', ['page_from', 'page_to']],
  ['page:int:index', 'page', 'page', ['page_eq', 'page_from', 'page_to']],
  ['day:date', 'day', 'day', ['day_from', 'day_to']],
  ['live:bool', 'live', 'live', ['live']],
  ['key:str:unique:private', 'key', 'key', []],
  ['slug:slug:from=name', 'slug', 'slug', ['slug']],
])('%s has the column %s, the wire name %s and the filters %j', (text, column, wire, filters) => {
  const field = parseField(text);
  expect([columnOf(field), wireNameOf(field), filterNamesOf(field)]).toEqual([column, wire, filters]);
});

const long = `B${'b'.repeat(30)}`;

test.each([
  ['', 'the resource is missing; type a name and its fields, e.g. Product name:str:max=80'],
  ['Product', 'Product: a resource needs a field; type Product name:str:max=80'],
  ['name:str', "name:str: this is a field, but the resource's name must come first; type Product name:str"],
  [
    'Person:plurl=x name:str',
    "Person:plurl=x: a resource's name takes only plural=… and with=…; type e.g. Person:plural=people",
  ],
  ['Post:plural=? name:str', 'Post: plural=? is not a valid name; type e.g. plural=order_items'],
  [
    'P a:str:default="b',
    'P a:str:default="b: the quotation mark " is not closed; close it, or type \\" for the mark itself',
  ],
  ['P a:str a:int', 'P: the field "a" is given twice; keep one of them'],
  [
    'P category:ref category_id:str',
    'P: "category_id" and "category" both produce the name "category_id"; rename the field "category_id"',
  ],
  ['P tag:many tags:many', 'P: "tags" and "tag" both produce the name "tag_ids"; rename the field "tags"'],
  [
    'P price:int price_from:bool',
    'P: "price_from" and "price" both produce the name "price_from"; rename the field "price_from"',
  ],
  [
    'P created_at_from:bool',
    'P: "created_at_from" and every list endpoint both produce the name "created_at_from"; rename the field "created_at_from"',
  ],
  [
    'P name:str slug:slug:from=nme',
    'P: slug has from=nme, but there is no field "nme"; did you mean "name"?',
  ],
  [
    'P name:text slug:slug:from=name',
    'P: slug has from=name, which is text, not str; add a str field, e.g. title:str',
  ],
  [
    'P name:str:private slug:slug:from=name',
    'P: slug has from=name, which is private, but the slug would reveal it; add a str field, e.g. title:str',
  ],
  [
    'Product products:many:to=Product',
    'Product: "products" would give its association table the column "product_id" twice; type related_products:many:to=Product',
  ],
  [
    `${long} ${'c'.repeat(40)}:str:unique`,
    `${long}: the constraint of ${'c'.repeat(40)} would be named after "${long.toLowerCase()}s_${'c'.repeat(40)}": 73 characters, but the maximum for PostgreSQL is 60; shorten one of the names`,
  ],
])('%j is refused', (line, message) => {
  expect(failure(() => read(line))).toBe(message);
});

test('a long name that needs no constraint is fine', () => {
  expect(read(`${'B'.repeat(40)} ${'c'.repeat(40)}:str`).fields).toHaveLength(1);
});
