import { describe, expect, test } from 'vitest';
import { namesOf, parseName } from '../../src/language/names.ts';
import { singularOf as singular } from '../../src/plural.ts';
import { fieldNameFault, pluralFault, resourceNameFault } from '../../src/language/reserved.ts';
import { failure } from './failure.ts';

test('every spelling of a name', () => {
  expect(namesOf({ name: 'OrderItem' })).toEqual({
    pascal: 'OrderItem',
    snake: 'order_item',
    plural: 'order_items',
    pluralPascal: 'OrderItems',
    kebabPlural: 'order-items',
    human: 'order item',
    humanPlural: 'order items',
    table: 'order_items',
  });
});

test.each([
  ['Person', 'people'],
  ['Series', 'series'],
  ['WorkSeries', 'work_series'],
  ['Order', 'orders'],
  ['Category', 'categories'],
  ['Status', 'statuses'],
  ['Data', 'data'],
  ['OldNews', 'old_news'],
  ['Bus', 'buses'],
  ['Quiz', 'quizzes'],
  ['Child', 'children'],
  ['SalesPerson', 'sales_people'],
  ['Hero', 'heroes'],
  ['Constructor', 'constructors'],
  ['S', 's'],
])('%s has the plural %s', (name, plural) => {
  expect(namesOf({ name }).plural).toBe(plural);
});

test.each([
  ['tags', 'tag'],
  ['related_people', 'related_person'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['addresses', 'address'],
  ['statuses', 'status'],
  ['news', 'news'],
  ['tag', 'tag'],
  ['s', 's'],
  ['constructor', 'constructor'],
])('%s has the singular %s', (plural, one) => {
  expect(singular(plural)).toBe(one);
});

test.each([
  ['product', 'Product'],
  ['order-item', 'OrderItem'],
  ['order_item', 'OrderItem'],
  ['orderItem', 'OrderItem'],
  ['OrderItem', 'OrderItem'],
  ['HTTPLog', 'HTTPLog'],
  ['A1', 'A1'],
  ['Order', 'Order'],
  ['User', 'User'],
  ['Group', 'Group'],
  ['Testimonial', 'Testimonial'],
  ['a'.repeat(40), `A${'a'.repeat(39)}`],
])('%s is the resource %s', (typed, name) => {
  expect(parseName(typed)).toEqual({ name });
});

test('a plural of its own is kept only when it differs', () => {
  expect(parseName('Octopus', 'octopi')).toEqual({ name: 'Octopus', plural: 'octopi' });
  expect(parseName('OrderItem', 'orderItems')).toEqual({ name: 'OrderItem' });
});

test.each([
  [
    '1a',
    '1a: a resource name must consist of English letters and digits and begin with a letter, e.g. OrderItem',
  ],
  [
    'Décor',
    'Décor: a resource name must consist of English letters and digits and begin with a letter, e.g. OrderItem',
  ],
  ['a'.repeat(41), `${'a'.repeat(41)}: the name has 41 characters, the maximum is 40; shorten it`],
  ['Class', 'Class: "class" is a Python keyword; type another name, e.g. ClassRecord'],
  [
    'unit-of-work',
    'unit-of-work: "unit_of_work" is a module of every project; type another name, e.g. UnitOfWorkRecord',
  ],
  [
    'TestCase',
    'TestCase: "test_case" would make pytest collect its modules as tests; type another name, e.g. OwnTestCase',
  ],
  [
    'Doc',
    'Doc: its plural "docs" is a URL path or a module of every project; give another one, e.g. Doc:plural=doc_list',
  ],
  ['A', 'A: its plural "as" is a Python keyword; give another one, e.g. A:plural=a_list'],
])('%s is refused', (typed, message) => {
  expect(failure(() => parseName(typed))).toBe(message);
});

describe('reserved words', () => {
  const resources =
    'Any Base Decimal DomainError Health Mapped Page Problem Repository UnitOfWork UUID APIRouter Payload Table';
  test.each(resources.split(' '))('resource %s', (name) => {
    expect(failure(() => parseName(name))).toMatch(/type another name, e.g. \w+$/);
  });

  const works =
    'order group user select match case type query page size sort status date time hash model_name value root name';
  test.each(works.split(' '))('field %s works', (name) => {
    expect(fieldNameFault(name)).toBeUndefined();
  });

  test('resources called like SQL words work', () => {
    const refused = ['order', 'group', 'user', 'limit', 'check', 'property', 'series', 'data'].filter(
      resourceNameFault,
    );
    expect(refused).toEqual([]);
    for (const free of ['orders', 'pg_items', 'pg_cons']) expect(pluralFault(free)).toBeUndefined();
    expect(pluralFault('sqlite_things')).toBe('has a prefix that SQLite reserves for its own tables');
  });

  test.each(['Con', 'Aux', 'Com1'])('no file is called like the Windows device %s', (name) => {
    expect(failure(() => parseName(name))).toMatch(`type another name, e.g. ${name}Record`);
    expect(failure(() => parseName('Thing', name))).toContain('is a device name in Windows');
  });

  test.each([
    ['Sqlite', 'sqlite_master'],
    ['Pg', 'pg_class'],
    ['Alembic', 'alembic_version'],
  ])('%s:plural=%s is a table of others, and the plural that is said instead works', (name, plural) => {
    const said = failure(() => parseName(name, plural));
    const instead = /e\.g\. \w+:plural=(\w+)$/.exec(said ?? '')?.[1];
    expect(instead).toBeDefined();
    expect(parseName(name, instead)).toEqual({ name, plural: instead });
  });
});
