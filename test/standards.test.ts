import { expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { renderProject, templates } from './support/render.ts';

const PATH = /`((?:app|tests|scripts|docs|alembic)\/[\w./-]*)`/g;
/** Folders that a team creates when it needs them. */
const TO_CREATE = new Set(['tests/architecture/rules/']);
const LINK = /\]\((?!https?:)([^)#]+)\)/g;

const projects = readProfiles(templates).flatMap(({ id, auths }) => auths.map((auth) => [id, auth] as const));

test.each(projects)('every file that the documents of %s with %s name is there', (id, auth) => {
  const files = renderProject(id, ['Note title:str'], auth);
  const paths = [...files.keys()];
  const isThere = (path: string): boolean =>
    paths.some((each) => each === path || each.startsWith(path.replace(/\/?$/, '/')));
  const documents = ['README.md', 'CLAUDE.md', 'docs/CODING_STANDARDS.md'];
  const missing = documents.flatMap((document) => {
    const text = files.get(document) ?? '';
    const folder = document.startsWith('docs/') ? 'docs/' : '';
    const named = [...text.matchAll(PATH)].map(([, path = '']) => path);
    const linked = [...text.matchAll(LINK)].map(([, path = '']) =>
      new URL(path, `file:///${folder}`).pathname.slice(1),
    );
    return [...named, ...linked]
      .filter((path) => !isThere(path) && !TO_CREATE.has(path))
      .map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});
