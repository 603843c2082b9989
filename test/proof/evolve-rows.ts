/** Rows of the project as it was, and what each is to be when all migrations have run. */
const key = (n: number): string => String(n).padStart(32, '0');
const at = '2024-05-06T07:08:09+00:00';
const times = { created_at: at, updated_at: at };

type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

const book = (n: number, more: Row): Row => ({
  id: key(n),
  title: `Book ${n}`,
  slug: `book-${n}`,
  isbn: `isbn ${n}`,
  pages: 2_000_000_000 + n,
  status: 'sold',
  price: '12.34',
  summary: null,
  stock: null,
  note: null,
  details: null,
  author_id: key(1),
  code: 40 + n,
  old: true,
  kind: 'b',
  ...times,
  ...more,
});

export const before: Rows = {
  authors: [{ id: key(1), name: 'Ada', ...times }],
  books: [
    book(11, { summary: 'It is "fine"; don\'t ask.', stock: 7, details: { a: [1, { b: null }] } }),
    book(12, { note: 'n', old: false, kind: 'a', status: 'draft' }),
  ],
  labels: [
    { id: key(21), word: 'red', book_id: key(11), ...times },
    { id: key(22), word: 'blue', book_id: null, ...times },
  ],
  author_labels: [{ author_id: key(1), label_id: key(21) }],
  book_labels: [{ book_id: key(11), label_id: key(22) }],
};

/** What the developer wrote where the last migration says FILL IN. */
export const place = 9;

const defaults: Row = {
  subtitle: null,
  rating: 3,
  format: 'paper',
  released: '2024-02-29',
  weight: '0.5',
  seen: '2024-01-02T03:04:05',
  quote: 'it is 100% "fine": don\'t',
  shelf_id: null,
  place,
};

const books = before['books'] ?? [];

function changed({ title, author_id: writer, old: _old, kind: _kind, stock, ...kept }: Row): Row {
  const said = { name: title, writer_id: writer, stock: stock ?? 0 };
  return { ...kept, ...defaults, ...said };
}

export const after: Rows = {
  books: books.map(changed),
  author_words: [{ author_id: key(1), word_id: key(21) }],
  authors: before['authors'] ?? [],
  labels: before['labels'] ?? [],
  book_shelves: [],
};

const returned = ({ stock, ...kept }: Row): Row => ({ ...kept, old: true, kind: null, stock: stock ?? 0 });

/** Back in the first state: what was dropped is empty or has its default, what had to be filled stays filled. */
export const back: Rows = { ...before, books: books.map(returned), book_labels: [] };
