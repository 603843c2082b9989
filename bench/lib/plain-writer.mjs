// The minimum for any generator: start Node and write the files.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [contents = '', target = ''] = process.argv.slice(2);
/** @type {[string, string][]} */
const files = JSON.parse(readFileSync(contents, 'utf8'));
for (const folder of new Set(files.map(([path]) => dirname(path)))) {
  mkdirSync(join(target, folder), { recursive: true });
}
for (const [path, text] of files) writeFileSync(join(target, path), text, 'latin1');
