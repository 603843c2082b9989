import { changed, resource } from '../support/revisions.ts';
import { alembic, type Subject } from './checks.ts';
import { expectRows, insert, refused, withDatabase } from './evolve-database.ts';
import { withRevisions } from './evolve-revisions.ts';

type Cell = string | number | null;

/** From a type to another, what a row has before, then, and when it is taken back (as then, where nothing is said). */
const conversions: readonly (readonly [from: string, to: string, before: Cell, after: Cell, back?: Cell])[] =
  [
    ['str:max=9', 'text', 'x', 'x'],
    ['text', 'str:max=9', 'it is x', 'it is x'],
    ['bigint', 'int', 7, 7],
    ['int', 'bigint', -7, -7],
    ['int', 'str', 12, '12'],
    ['str', 'int', '12', 12],
    ['str', 'bigint', '-5000000000', -5_000_000_000],
    ['int', 'decimal', 3, '3'],
    ['int', 'float', 3, 3],
    ['decimal', 'float', '2.5', 2.5],
    ['float', 'decimal', 2.5, '2.5'],
    ['decimal:scale=4', 'decimal:scale=2', '2.25', '2.25'],
    ['decimal', 'int', '8', 8],
    ['enum:values=a,b', 'str', 'a', 'a'],
    ['str', 'enum:values=a,b', 'b', 'b'],
    ['int', 'enum:values=5,7', 5, '5'],
    ['bigint', 'enum:values=5,7', 7, '7'],
    ['enum:values=5,7', 'int', '7', 7],
    ['slug', 'url', 'a-b', 'a-b'],
    ['str', 'date:optional', 'x', null, null],
    ['int', 'bool:default=true', 5, 1, null],
    ['uuid', 'str:default=new', '0'.repeat(32), 'new', null],
  ];

const line = (name: string, type: (index: number) => string): string =>
  [name, ...conversions.map((_, index) => `f${index}:${type(index)}`)].join(' ');

const stamp = '2024-05-06T07:08:09+00:00';
const keyed = { id: '1'.repeat(32), created_at: stamp, updated_at: stamp };
const row = (cell: (index: number) => Cell | undefined) => ({
  ...keyed,
  ...Object.fromEntries(conversions.map((_, index) => [`f${index}`, cell(index) ?? null])),
});

const probe = resource(line('Probe', (index) => conversions[index]?.[0] ?? ''));
const before = row((index) => conversions[index]?.[2]);
const after = row((index) => conversions[index]?.[3]);
const back = row((index) => {
  const [, , first, , last] = conversions[index] ?? [];
  return last === undefined ? first : last;
});

async function keepsValues(own: Subject): Promise<void> {
  const change = changed(
    probe,
    line('Probe', (index) => conversions[index]?.[1] ?? ''),
  );
  await withRevisions(own.root, [{ before: probe, after: change }], [], async () => {
    await alembic(own, 'upgrade head');
    await expectRows(own, { probes: [after] }, 'with other types');
    await alembic(own, 'downgrade -1');
    await expectRows(own, { probes: [back] }, 'with the first types again');
    await alembic(own, 'upgrade head');
    await alembic(own, 'downgrade -1');
  });
}

/** Rows that a change would make something else of stop it, on either database. */
const refusals: readonly (readonly [from: string, to: string, cell: Cell])[] = [
  ['str', 'int', 'twelve'],
  ['str', 'enum:values=a,b', 'c'],
  ['int', 'enum:values=5,7', 6],
  ['uuid', 'ref:to=Other', '2'.repeat(32)],
];

async function refuses(subject: Subject, [from, to, cell]: (typeof refusals)[number]): Promise<void> {
  await withDatabase(subject, async (own) => {
    const [wrong, other] = [resource(`Wrong a:${from}`), resource('Other b:int')];
    const right = changed(wrong, `Wrong a:${to}`);
    await withRevisions(own.root, [{ after: other }, { after: wrong }], [], async () => {
      await alembic(own, 'upgrade head');
      await insert(own, { wrongs: [{ ...keyed, a: cell }] });
      await withRevisions(own.root, [{ before: wrong, after: right }], [other], async () => {
        await refused(own, 'upgrade head');
        await expectRows(own, { wrongs: [{ ...keyed, a: cell }] }, `after ${from} did not become ${to}`);
      });
    });
  });
}

/** Every change of type that keeps values keeps them, and the rest stops. */
export async function changesTypes(subject: Subject): Promise<void> {
  await withDatabase(subject, async (own) => {
    await withRevisions(own.root, [{ after: probe }], [], async () => {
      await alembic(own, 'upgrade head');
      await insert(own, { probes: [before] });
      await keepsValues(own);
    });
  });
  for (const refusal of refusals) await refuses(subject, refusal);
}
