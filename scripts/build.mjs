// Builds dist/: compiled sources, one generator folder per verb for Yeoman, and an executable bin.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
// Built beside the old build, which may be in use, then renamed into place.
const next = join(root, `dist.${process.pid}`);

function compile() {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--outDir', next], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  // Remove the old build too, so that nothing runs it by mistake.
  for (const folder of [next, dist]) rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

/** Writes a folder for each verb, layer and part of a project: Yeoman finds generators by their folders. */
async function writeGenerators() {
  const { layerNames, verbNames } = await import(pathToFileURL(join(next, 'src', 'shell', 'verbs.js')).href);
  const generators = [
    ...verbNames().map((name) => [name === 'new' ? 'app' : name, name, 'verb']),
    ...(await layerNames(join(root, 'templates'))).map((name) => [name, 'layer', `verb, '${name}'`]),
  ];
  for (const [folder, verb, args] of generators) {
    mkdirSync(join(next, 'generators', folder), { recursive: true });
    const lines = [
      `import verb from '../../src/verbs/${verb}.js';`,
      "import { verbGenerator } from '../architect-generator.js';",
      `export default verbGenerator(${args});`,
    ];
    writeFileSync(join(next, 'generators', folder, 'index.js'), `${lines.join('\n')}\n`);
  }
}

compile();
await writeGenerators();
chmodSync(join(next, 'bin', 'fastapi-architect.js'), 0o755);
rmSync(dist, { recursive: true, force: true });
renameSync(next, dist);
