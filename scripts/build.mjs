// Builds dist/: an executable bin, one generator folder per verb for Yeoman, and the templates as functions.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle, verbsIn, writeLicences } from './bundle.mjs';
import { compileTemplates } from './compile-templates.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
// Built beside the old build, which may be in use, then renamed into place.
const next = join(root, `dist.${process.pid}`);
// A failed build removes the old one too, so that nothing runs it by mistake.
process.on('exit', (code) => {
  for (const folder of code === 0 ? [] : [next, dist]) rmSync(folder, { recursive: true, force: true });
});

function checkTypes() {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--noEmit'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** Modules for Yeoman's generators, and for scripts and benchmarks of this repository. */
const entries = [
  'generators/architect-generator',
  ...verbsIn(root).map((name) => `src/verbs/${name}`),
  ...[
    'merge/merge',
    'overlay/manifest',
    'overlay/stack',
    'package-root',
    'render/compiled',
    'shell/verbs',
  ].map((name) => `src/${name}`),
];

async function bundleAll() {
  const modules = await bundle({ root, entries, folder: next, format: 'esm', chunks: 'src/chunks' });
  // CommonJS: Node starts it 8 ms faster than a module.
  const bin = {
    root,
    entries: ['bin/fastapi-architect'],
    folder: next,
    format: /** @type {const} */ ('cjs'),
  };
  const own = await bundle({ ...bin, chunks: 'bin/chunks' });
  writeFileSync(join(next, 'bin', 'package.json'), '{ "type": "commonjs" }\n');
  chmodSync(join(next, 'bin', 'fastapi-architect.js'), 0o755);
  writeLicences(join(next, 'LICENSES-OF-BUNDLED-PACKAGES.txt'), [...modules, ...own]);
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

checkTypes();
await bundleAll();
await writeGenerators();
await compileTemplates(next, join(root, 'templates'));
rmSync(dist, { recursive: true, force: true });
renameSync(next, dist);
