// Builds dist/: tsc, the thin per-layer generator folders that Yeoman needs to see, and an executable bin.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

/** The parts of a project, beside its resources' layers, that a verb can regenerate. */
const projectParts = ['config', 'deps'];

function compile() {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  // Half a build must not pass for a whole one.
  rmSync(dist, { recursive: true, force: true });
  process.exit(1);
}

/** @returns {string[]} every layer that some profile has which is offered */
function layersOfAllProfiles() {
  const templates = join(root, 'templates');
  const folders = existsSync(templates) ? readdirSync(templates) : [];
  const manifests = folders
    .map((name) => join(templates, name, 'profile.json'))
    .filter((path) => existsSync(path));
  const profiles = manifests.map((path) => JSON.parse(readFileSync(path, 'utf8')));
  const offered = profiles.filter(({ draft }) => !draft || process.env['ARCHITECT_DRAFTS'] !== undefined);
  return offered.flatMap(({ layers }) => layers);
}

function writeLayerGenerators() {
  for (const layer of new Set([...layersOfAllProfiles(), ...projectParts])) {
    const folder = join(dist, 'generators', layer);
    mkdirSync(folder, { recursive: true });
    const line = `import { verbGenerator } from '../architect-generator.js';\nexport default verbGenerator('${layer}');\n`;
    writeFileSync(join(folder, 'index.js'), line);
  }
}

rmSync(dist, { recursive: true, force: true });
compile();
writeLayerGenerators();
chmodSync(join(dist, 'bin', 'fastapi-architect.js'), 0o755);
