import { join } from 'node:path';
import { migrateAndServe, type Work } from '../checks.ts';
import type { Api } from '../login.ts';
import { mustRunPython } from '../run.ts';
import type { Attack } from './attack.ts';
import { changed, shop } from './shop.ts';

const program = join(import.meta.dirname, 'rows.py');

/** Every page of a list as the server writes it. */
async function listOf({ url, headers }: Api, path: string): Promise<string> {
  const pages: string[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${url}${path}?size=100&page=${page}`, { headers });
    const text = await answer.text();
    if (answer.status !== 200)
      throw new Error(`GET ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    if ((JSON.parse(text) as { readonly items: readonly unknown[] }).items.length === 0)
      return pages.join('\n');
    pages.push(text);
  }
}

/** Adds rows that refer to each other in all directions, also to rows that are younger. */
async function fill(api: Api): Promise<readonly string[]> {
  const { paths, add } = await shop(api);
  const makers = [await add('maker', { motto: '=1+1' }), await add('maker', { motto: '\\ "a", b\r\nc' })];
  const tags = [await add('tag'), await add('tag', { opens: '09:30:00.5', shown: false })];
  const products = [
    await add('product', { tag_ids: tags, details: { a: [1, null, 'é🎈'] }, body: '-1' }),
    await add('product', { published: '2024-02-29T23:59:59.000001+14:00', details: [] }),
  ];
  const answers = [
    await changed(api, `${paths.maker}/${makers[0]}`, { parent_id: makers[1] }),
    await changed(api, `${paths.tag}/${tags[0]}`, { related_ids: tags }),
    await changed(api, `${paths.product}/${products[0]}`, { twin_id: products[1] }),
    await changed(api, `${paths.product}/${products[1]}`, { twin_id: products[0] }),
  ];
  const wrong = answers.filter(({ status }) => status !== 200);
  if (wrong.length > 0) throw new Error(`a change was refused: ${JSON.stringify(wrong[0]?.body)}`);
  return [paths.maker, paths.tag, paths.product];
}

/** Exports all resources, deletes them and imports them: the API shows the same bytes afterwards. */
const moveRows: Work = async (api, { python, root, env, databaseUrl }) => {
  const paths = await fill(api);
  const lists = () => Promise.all(paths.map((path) => listOf(api, path)));
  const before = await lists();
  const tables = paths.map((path) => path.split('/').at(-1) ?? '');
  const options = { cwd: root, env: { ...env, DATABASE_URL: databaseUrl } };
  await mustRunPython(python, [program, ...tables], options);
  const after = await lists();
  const different = paths.filter((_, at) => before[at] !== after[at]);
  if (different.length > 0) throw new Error(`${different.join(', ')} changed`);
};

export const attacks: readonly Attack[] = [
  {
    name: 'exported rows can be imported, and the API shows the same',
    databases: 'each',
    applies: ({ profile }) => profile === 'clerk-celery',
    run: (subject) => migrateAndServe(subject, moveRows),
  },
];
