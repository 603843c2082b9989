import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import escapeRegExp from 'escape-string-regexp';
import { printable } from '../errors.ts';
import { projectFiles } from './project-files.ts';

/** Texts that may say where a file is. Migrations speak of their own time. */
const TEXTS = /\.(py|toml|cfg|ini|ya?ml|json|md|txt|sh)$|(^|\/)(Dockerfile|Makefile|Procfile)$/;
const MIGRATIONS = 'alembic/versions/';

/** How others call a file: by its path, and a Python module by its name too. */
function namesOf(path: string): RegExp {
  const own = `(?<![\\w./-])${escapeRegExp(path)}(?![\\w-])`;
  const [, folder = '', name] = /^(?:(.*)\/)?([A-Za-z_]\w*)\.py$/.exec(path) ?? [];
  if (name === undefined || name === '__init__') return new RegExp(own);
  const inside = escapeRegExp(folder.replaceAll('/', '.'));
  if (inside === '') return new RegExp(`${own}|\\b(?:import|from) ${name}\\b`);
  return new RegExp(`${own}|(?<![\\w.])${inside}\\.${name}\\b|\\bfrom ${inside} import .*\\b${name}\\b`);
}

/** Names the places that still call a file by where it was, as `path:line`. */
export function mentionsOf(root: string, path: string): readonly string[] {
  const names = namesOf(path);
  const texts = [...projectFiles(root)].filter((each) => TEXTS.test(each) && !each.startsWith(MIGRATIONS));
  return texts.flatMap((each) => {
    const lines = readFileSync(join(root, each), 'utf8').split('\n');
    return lines.flatMap((line, at) => (names.test(line) ? [`${printable(each)}:${at + 1}`] : []));
  });
}
