// Creates a profile from an existing one. Usage: npm run new:profile <id> -- --from <profile>
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const templates = join(dirname(fileURLToPath(import.meta.url)), '..', 'templates');
const USAGE =
  'npm run new:profile <id> -- --from <profile>, e.g. npm run new:profile hello -- --from layered';
const isProfile = (/** @type {string} */ id) => existsSync(join(templates, id, 'profile.json'));
const manifestOf = (/** @type {string} */ id) =>
  JSON.parse(readFileSync(join(templates, id, 'profile.json'), 'utf8'));

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' } },
  });
  const [id, ...more] = positionals;
  const { from } = values;
  if (id === undefined || from === undefined || more.length > 0) throw new Error(USAGE);
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(id))
    throw new Error(`${id}: use lower-case letters, digits and single "-", e.g. my-profile`);
  if (existsSync(join(templates, id))) throw new Error(`templates/${id} exists; choose another name`);
  const profiles = readdirSync(templates).filter(isProfile);
  if (!profiles.includes(from))
    throw new Error(`profile ${from} not found; choose from ${profiles.join(', ')}`);
  const order = Math.max(...profiles.map((each) => manifestOf(each).order ?? 0)) + 1;
  cpSync(join(templates, from), join(templates, id), { recursive: true });
  // A draft is available only if ARCHITECT_DRAFTS is set.
  const { $schema, ...manifest } = { ...manifestOf(from), order, title: id, draft: true };
  writeFileSync(
    join(templates, id, 'profile.json'),
    `${JSON.stringify({ $schema, draft: true, ...manifest }, null, 2)}\n`,
  );
  console.log(
    `templates/${id} created from ${from}; edit its title and forWhom in templates/${id}/profile.json`,
  );
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
