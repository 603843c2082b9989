import { expect, test } from 'vitest';
import { parseResource, parseResourceLine } from '../../src/language/resource.ts';
import { checkResources } from '../../src/language/resource-set.ts';
import { failure } from './failure.ts';

const read = (lines: readonly string[]) => lines.map((line) => parseResource(parseResourceLine(line)));
const check = (added: readonly string[], existing: readonly string[] = []) =>
  checkResources(read(added), read(existing));

test.each([
  [['Product category:ref', 'Category name:str'], []],
  [['Product category:ref'], ['Category name:str']],
  [['Product tags:many related:many:to=Product'], ['Tag name:str']],
  [['Node parent:ref:to=Node:optional'], []],
  [['Order invoice:ref', 'Invoice order:ref:optional'], []],
  [['Order first:ref:to=User second:ref:to=User', 'User name:str'], []],
  [['Product name:str price:int'], ['Product name:str']],
  [['Series name:str', 'News name:str'], ['Person name:str']],
])('%j beside %j is fine', (added, existing) => {
  expect(() => check(added, existing)).not.toThrow();
});

test.each([
  [
    ['Datum a:str', 'Data a:str'],
    [],
    'Data: its plural "data" is taken by Datum; give another plural, e.g. Data:plural=data_list',
  ],
  [
    ['Person a:str'],
    ['People a:str'],
    'Person: its plural "people" is taken by People; give another plural, e.g. Person:plural=person_list',
  ],
  [
    ['Thing a:str', 'thing b:str'],
    [],
    'Thing: this resource is given twice; put all its fields after one Thing',
  ],
  [['APIKey a:str'], ['ApiKey a:str'], 'APIKey: this resource already exists as ApiKey; type ApiKey'],
  [
    ['Product tags:many', 'Tag a:str'],
    ['ProductTag a:str'],
    'Product.tags: its association table "product_tags" is taken by ProductTag; rename the field "tags"',
  ],
  [
    ['Product status:enum:values=a,b', 'ProductStatus a:str'],
    [],
    'Product.status: its enum class "ProductStatus" is taken by ProductStatus; rename the field "status"',
  ],
  [
    ['Product categry:ref', 'Category a:str'],
    [],
    'Product: categry:ref:to=Categry refers to a resource that does not exist; add Categry, or did you mean "Category"?',
  ],
  [
    ['Product tags:many'],
    ['Shelf a:str'],
    'Product: tags:many:to=Tag refers to a resource that does not exist; add Tag, or choose from Shelf, Product',
  ],
  [
    ['Node parent:ref:to=Node'],
    [],
    'Node -> Node: requires a row of its own, so the first row can never be inserted; change the field of Node to parent:ref:optional:to=Node',
  ],
  [
    ['Node others:many:to=Node:min=1'],
    [],
    'Node -> Node: requires a row of its own, so the first row can never be inserted; change the field of Node to others:many:to=Node',
  ],
  [
    ['Car owner:ref', 'Owner car:ref'],
    [],
    'Car -> Owner -> Car: require each other, so the first row can never be inserted; change the field of Owner to car:ref:optional:to=Car',
  ],
  [
    ['Car owner:ref', 'Owner club:ref'],
    ['Club cars:many:min=2'],
    'Club -> Car -> Owner -> Club: require each other, so the first row can never be inserted; change the field of Owner to club:ref:optional:to=Club',
  ],
])('%j beside %j is refused', (added, existing, message) => {
  expect(failure(() => check(added, existing))).toBe(message);
});

test('a long chain of references is no cycle', () => {
  const chain = Array.from(
    { length: 300 },
    (_, at) => `R${at} next:ref:to=R${at + 1} also:ref:to=R${at + 1}`,
  );
  expect(() => check([...chain, 'R300 name:str'])).not.toThrow();
});
