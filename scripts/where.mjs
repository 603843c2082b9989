// Prints the template of a project's file, and the templates that it overrides. Usage: npm run where -- <profile> [text] [--auth NAME]
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const templates = join(root, 'templates');
const USAGE = 'npm run where -- <profile> [text] [--auth NAME], e.g. npm run where -- layered layers/router';

/** @param {string} path below src/, without its ending */
const built = (path) => import(pathToFileURL(join(root, 'dist', 'src', `${path}.js`)).href);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { auth: { type: 'string' } },
  });
  const [id, text = '', ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Error(USAGE);
  const { readProfile, readProfiles } = await built('overlay/manifest');
  const { foldersOf, sourcesOf } = await built('overlay/stack');
  const ids = readProfiles(templates, true).map((profile) => profile.id);
  if (!ids.includes(id)) throw new Error(`profile ${id} not found; choose from ${ids.join(', ')}`);
  const profile = readProfile(templates, id, values.auth);
  const found = [...sourcesOf(templates, profile)].filter(([template]) => template.includes(text));
  if (found.length === 0) throw new Error(`no template of ${id} has ${text} in its path`);
  console.log(`${id} is ${foldersOf(profile).join(', ')}: the last one that has a path wins\n`);
  for (const [template, [source, ...hidden]] of found.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(template);
    console.log(`  templates/${source}`);
    for (const each of hidden) console.log(`  hides templates/${each}`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
