import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import escapeRegExp from 'escape-string-regexp';
import { printable } from '../errors.ts';
import { projectFiles } from './project-files.ts';

/** Files that may mention a path. Migrations are excluded, because they describe the past. */
const TEXTS = /\.(py|toml|cfg|ini|ya?ml|json|md|txt|sh)$|(^|\/)(Dockerfile|Makefile|Procfile)$/;
const MIGRATIONS = 'alembic/versions/';

/** Returns a pattern for mentions of a file: its path, and for a Python file its module name. */
function namesOf(path: string): RegExp {
  const own = `(?<![\\w./-])${escapeRegExp(path)}(?![\\w-])`;
  const [, folder = '', name] = /^(?:(.*)\/)?([A-Za-z_]\w*)\.py$/.exec(path) ?? [];
  if (name === undefined || name === '__init__') return new RegExp(own);
  const inside = escapeRegExp(folder.replaceAll('/', '.'));
  if (inside === '') return new RegExp(`${own}|\\b(?:import|from) ${name}\\b`);
  return new RegExp(`${own}|(?<![\\w.])${inside}\\.${name}\\b|\\bfrom ${inside} import .*\\b${name}\\b`);
}

/** Lists mentions of a file's old path, as `path:line`. */
export function mentionsOf(root: string, path: string): readonly string[] {
  const names = namesOf(path);
  const texts = [...projectFiles(root)].filter((each) => TEXTS.test(each) && !each.startsWith(MIGRATIONS));
  return texts.flatMap((each) => {
    const lines = readFileSync(join(root, each), 'utf8').split('\n');
    return lines.flatMap((line, at) => (names.test(line) ? [`${printable(each)}:${at + 1}`] : []));
  });
}
