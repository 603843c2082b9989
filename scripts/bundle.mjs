// Bundles the sources into few files, because the start of Node takes longer with each module.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

/** What every start loads, e.g. `--version`. */
const CLI = /src[\\/](shell[\\/](cli|failure)|errors|package-root)\.ts$/;
/** What a merge by lines needs; the records of a project import some of it too. */
const MERGE =
  /src[\\/](lazy|merge[\\/](conflict|data|gate|left-out|lens|marks|merge|sides)|python[\\/]ruff|structure[\\/](lines|regions|text))\.ts$/;
/** What a new project needs: one file, with everything that it imports. Other verbs need most of it too. */
const CORE = /src[\\/](actions[\\/](after|new)|ask[\\/]project|shell[\\/](help|options|run-verb|verbs))\.ts$/;

/** @param {string} root */
export const verbsIn = (root) =>
  readdirSync(join(root, 'src', 'verbs')).map((name) => name.replace(/\.ts$/, ''));

/** Replaces the module that finds verbs by reading a folder. @param {string} root @returns {import('rolldown').Plugin} */
function listVerbs(root) {
  const rows = verbsIn(root).map((name) => `'${name}': () => import('../verbs/${name}.ts'),`);
  return {
    name: 'list-verbs',
    load: (id) =>
      basename(id) === 'verb-files.ts' ? `export const verbFiles = {${rows.join('\n')}};` : null,
  };
}

/**
 * Dynamic imports stay lazy. Dependencies stay imports; packages that are only development dependencies are bundled.
 *
 * @param {{ root: string, entries: readonly string[], folder: string, format: 'esm' | 'cjs', chunks: string }} bundle
 * @returns {Promise<readonly string[]>} the bundled modules
 */
export async function bundle({ root, entries, folder, format, chunks }) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const build = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((name) => [name, join(root, `${name}.ts`)])),
    external: new RegExp(`^(node:|(${Object.keys(dependencies).join('|')})(/|$))`),
    platform: 'node',
    plugins: [listVerbs(root)],
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await build.write({
    dir: folder,
    format,
    // Not minified: an error report has readable names.
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: `${chunks}/[name].js`,
    codeSplitting: {
      groups: [
        { name: 'cli', test: CLI, priority: 1 },
        { name: 'merge', test: MERGE, priority: 1 },
        { name: 'core', test: CORE },
      ],
    },
  });
  await build.close();
  return output.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}

/** Writes the licences of bundled packages. @param {string} file @param {readonly string[]} modules */
export function writeLicences(file, modules) {
  const folders = modules.flatMap(
    (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].toSorted().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const licence = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
    if (licence === undefined) throw new Error(`${name} has no licence file, so it cannot be bundled`);
    return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`;
  });
  writeFileSync(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
}
