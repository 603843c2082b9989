import type { ResourceSpec } from '../../src/language/resource.ts';
import { readResources } from '../../src/state/resources.ts';
import { alembic, type Subject } from './checks.ts';
import { described, expectRows, expectSchema, insert, sorted, type Schema } from './evolve-database.ts';
import { withRevisions } from './evolve-revisions.ts';
import { after, type Rows } from './evolve-rows.ts';

const stamp = '2024-05-06T07:08:09+00:00';
const shelf = { id: '9'.repeat(32), room: 'north', created_at: stamp, updated_at: stamp };
const { books = [], authors = [] } = after;
const book = books[0]?.['id'];

const fresh: Rows = { shelves: [shelf], book_shelves: [{ book_id: book, shelf_id: shelf.id }] };
const before: Rows = { ...after, ...fresh };
const { books: _books, book_shelves: _sets, ...others } = before;
const renamed: Rows = {
  ...others,
  volumes: books,
  volume_shelves: [{ volume_id: book, shelf_id: shelf.id }],
};

/** A spec that refers to Volume where it referred to Book. */
function seen(spec: ResourceSpec): ResourceSpec {
  const fields = spec.fields.map((field) =>
    field.to === 'Book' ? Object.assign({}, field, { to: 'Volume' }) : field,
  );
  return { ...spec, fields };
}

/** The tables under their new names, made of what they were as text. */
function expectedSchema({ books: table, book_shelves: shelves, ...rest }: Schema): Schema {
  const sets = JSON.stringify(shelves).replaceAll('book_', 'volume_');
  const text = JSON.stringify({ ...rest, volumes: table, volume_shelves: JSON.parse(sets) as unknown });
  return sorted(JSON.parse(text.replaceAll('books', 'volumes'))) as Schema;
}

/** A resource gets another name, which is taken back and given again, and is removed in the end. */
export async function renamesResource(own: Subject): Promise<void> {
  const specs = readResources(own.root);
  const one = (wanted: string): ResourceSpec => {
    const found = specs.find(({ name }) => name === wanted);
    if (!found) throw new Error(`there is no ${wanted}`);
    return found;
  };
  const [from, label] = [one('Book'), one('Label')];
  const rest = specs.filter((spec) => spec !== from && spec !== label);
  const volume = { ...seen(from), name: 'Volume' };
  await insert(own, fresh);
  const schema = await described(own);
  const changes = [
    { before: from, after: volume },
    { before: label, after: seen(label) },
  ];
  await withRevisions(own.root, changes, rest, async () => {
    await alembic(own, 'upgrade head');
    expectSchema(await described(own), expectedSchema(schema), 'after a resource was renamed');
    await expectRows(own, renamed, 'after a resource was renamed');
    await alembic(own, 'downgrade -1');
    expectSchema(await described(own), schema, 'after a resource has its old name again');
    await expectRows(own, before, 'after a resource has its old name again');
    await alembic(own, 'upgrade head');
    await removesResource(own, volume, seen(label), rest);
    expectSchema(await described(own), expectedSchema(schema), 'after a removed resource is there again');
    await alembic(own, 'downgrade -1');
  });
}

async function removesResource(
  own: Subject,
  volume: ResourceSpec,
  label: ResourceSpec,
  rest: readonly ResourceSpec[],
): Promise<void> {
  const kept = { ...label, fields: label.fields.filter(({ to }) => to !== 'Volume') };
  const changes = [{ before: volume }, { before: label, after: kept }];
  await withRevisions(own.root, changes, rest, async () => {
    await alembic(own, 'upgrade head');
    const left = Object.keys(await described(own)).filter((name) => name.startsWith('volume'));
    if (left.length > 0) throw new Error(`${left.join(', ')} were to be dropped`);
    await expectRows(own, { authors, shelves: [shelf] }, 'after a resource was removed');
    await alembic(own, 'downgrade -2');
  });
}
