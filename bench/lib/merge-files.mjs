// node merge-files.mjs FOLDER ours|git: merges every file of FOLDER/mine with FOLDER/base and FOLDER/theirs into FOLDER/merged.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', how] = process.argv.slice(2);
const names = readdirSync(join(folder, 'mine'));
let asked = 0;

if (how === 'git') {
  for (const name of names) {
    const sides = ['mine', 'base', 'theirs'].map((side) => join(folder, side, name));
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...sides], { encoding: 'utf8' });
    if (status === null || status > 127) throw new Error(`git merge-file could not merge ${name}`);
    if (status > 0) asked += 1;
    writeFileSync(join(folder, 'merged', name), stdout);
  }
} else {
  const { merge } = await import('../../dist/src/merge/merge.js');
  for (const name of names) {
    const [mine, base, theirs] = ['mine', 'base', 'theirs'].map((side) =>
      readFileSync(join(folder, side, name), 'utf8'),
    );
    const merged = await merge(name, { mine, base, theirs });
    if (merged === undefined) asked += 1;
    writeFileSync(join(folder, 'merged', name), merged ?? mine);
  }
}
console.log(`${names.length - asked} of ${names.length} merged`);
