import { expect, test } from 'vitest';
import { entityDiagram } from '../../src/derived/diagram.ts';
import { parseResource } from '../../src/language/resource.ts';
import { makeProject } from '../support/project.ts';
import { run } from '../support/run.ts';

const draw = (...lines: readonly string[]) =>
  entityDiagram(lines.map((line) => parseResource(line.split(' '))));

test('a diagram has each resource with its fields, and each relationship with the number of rows', () => {
  expect(
    draw(
      'Tag label:slug:from=name name:str',
      'Order number:str:unique customer:ref:to=Customer payer:ref:to=Customer:optional twin:ref:to=Order:unique:optional tags:many:to=Tag',
    ),
  ).toEqual([
    'erDiagram',
    '  "Order" {',
    '    str number UK',
    '  }',
    '  "Tag" {',
    '    slug label UK',
    '    str name',
    '  }',
    '  "Order" }o--|| "Customer" : "customer"',
    '  "Order" }o--o| "Customer" : "payer"',
    '  "Order" |o--o| "Order" : "twin"',
    '  "Order" }o--o{ "Tag" : "tags"',
  ]);
});

// Tried with Mermaid 11: it takes every other name, since those of entities and relationships are quoted.
test('names that are keywords of Mermaid are written so that it takes them', () => {
  expect(draw('End pk:int end:str:unique many:ref:to=End:optional')).toEqual([
    'erDiagram',
    '  "End" {',
    '    int pk_ "pk"',
    '    str end UK',
    '  }',
    '  "End" }o--o| "End" : "many"',
  ]);
});

test('a resource with references alone has no braces, and no resources give no diagram', () => {
  expect(draw('Vote owner:ref:to=User')).toEqual([
    'erDiagram',
    '  "Vote"',
    '  "Vote" }o--|| "User" : "owner"',
  ]);
  expect(draw()).toEqual([]);
});

test('list --diagram prints the diagram alone', async () => {
  const root = await makeProject(['--resource', 'Note title:str']);
  const { exitCode, out } = await run(root, ['list', '--diagram']);
  expect([exitCode, out]).toEqual([0, 'erDiagram\n  "Note" {\n    str title\n  }']);
});
