import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findMigrationHead } from '../../src/migrations/head.ts';
import { withResources, type Bin, type Shape } from './shapes.ts';

const before: readonly string[] = [
  'Author name:str:max=80:unique labels:many:to=Label',
  'Label word:str:max=40 book:ref:to=Book:optional',
  'Book title:str:max=40 slug:slug:from=title isbn:str:max=20:unique pages:int status:enum:values=draft,sold:default=draft price:decimal:precision=8:scale=2 summary:str:max=100:optional stock:int:optional note:str:optional details:json:optional author:ref:to=Author labels:many:to=Label code:int old:bool:default=true kind:enum:values=a,b:index',
];

/** What is said one after the other, and makes a revision or more each. */
const steps: readonly (readonly string[])[] = [
  [
    'Book',
    'subtitle:str:max=60:optional',
    'rating:int:default=3',
    'format:enum:values=paper,web:default=paper',
    'released:date:default=2024-02-29',
    'weight:decimal:precision=6:scale=3:default=0.5',
    'seen:datetime:default=2024-01-02T03::04::05Z',
    'quote:str:default=it is 100% "fine":: don\'t',
  ],
  ['Book', '--rename', 'title:name', '--rename', 'author:writer'],
  ['Author', '--rename', 'labels:words'],
  [
    'Book',
    'pages:bigint',
    'summary:text:optional',
    'name:str:max=120',
    'price:decimal:precision=12:scale=3',
    'code:bigint:unique',
    'stock:int:default=0',
    'isbn:str:max=20',
    'note:str:optional:index',
    'status:enum:values=draft,sold,lost:default=draft',
    'writer:ref:to=Author:on_delete=cascade',
  ],
  ['Book', '--drop', 'old', '--drop', 'labels', '--drop', 'kind', '--allow-drop'],
  [
    '--resource',
    'Book shelf:ref:to=Shelf:optional shelves:many:to=Shelf',
    '--resource',
    'Shelf room:str:max=20',
  ],
  ['Book', 'place:int'],
];

const after: readonly string[] = [
  'Author name:str:max=80:unique words:many:to=Label',
  'Label word:str:max=40 book:ref:to=Book:optional',
  'Shelf room:str:max=20',
  'Book name:str:max=120 slug:slug:from=name isbn:str:max=20 pages:bigint status:enum:values=draft,sold,lost:default=draft price:decimal:precision=12:scale=3 summary:text:optional stock:int:default=0 note:str:optional:index details:json:optional writer:ref:to=Author:on_delete=cascade code:bigint:unique subtitle:str:max=60:optional rating:int:default=3 format:enum:values=paper,web:default=paper released:date:default=2024-02-29 weight:decimal:precision=6:scale=3:default=0.5 seen:datetime:default=2024-01-02T03::04::05Z quote:str:default=ok shelf:ref:to=Shelf:optional shelves:many:to=Shelf place:int',
];

const beside = (root: string, name: string): string => join(dirname(root), name);

/** The same resources as they are in the end, in a project that never had others. */
export const freshRoot = (root: string): string => beside(root, 'fresh/shop');

/** The revision that the project's database had before anything was changed. */
export const firstRevision = (root: string): string => readFileSync(beside(root, 'first'), 'utf8');

/** A project whose resources were changed again and again. */
export const evolved: Shape = {
  id: 'evolved',
  make: async (bin: Bin, folder, choice) => {
    const root = await withResources('evolved', before).make(bin, folder, choice);
    writeFileSync(beside(root, 'first'), findMigrationHead(root) ?? '');
    for (const words of steps) await bin(root, ['resource', ...words, '--skip-install']);
    mkdirSync(beside(root, 'fresh'));
    await withResources('fresh', after).make(bin, beside(root, 'fresh'), choice);
    return root;
  },
};
