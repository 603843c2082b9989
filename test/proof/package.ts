import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cache, checkout } from './machine.ts';
import { locked, ownTemporaryFolder } from './owned.ts';
import { mustRun } from './run.ts';
import { binAt, type Bin } from './shapes.ts';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  readonly files: readonly string[];
};

/** What decides what is published. */
function keyOfPackage(): string {
  const hash = createHash('sha256').update(readFileSync(join(checkout, 'package.json')));
  for (const folder of manifest.files)
    for (const entry of readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) hash.update(path.slice(checkout.length)).update(readFileSync(path));
    }
  return hash.digest('hex').slice(0, 12);
}

/**
 * Packs the generator as it would be published and installs that with nothing but what it declares, once for the same content.
 *
 * @returns the folder in whose node_modules it is
 */
export async function packedFolder(): Promise<string> {
  const folder = join(cache, `package-${keyOfPackage()}`);
  const finished = join(folder, 'finished');
  await locked(`${folder}.lock`, async () => {
    if (existsSync(finished)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const target = mkdtempSync(join(ownTemporaryFolder(), 'pack-'));
    const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', target];
    await mustRun(npm, pack, { cwd: checkout });
    const [tarball = ''] = readdirSync(target);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const quiet = ['--silent', '--prefer-offline', '--no-audit', '--no-fund'];
    await mustRun(npm, ['install', ...quiet, join(target, tarball)], { cwd: folder });
    writeFileSync(finished, '');
  });
  return folder;
}

/** Returns the command line of the generator as it would be published. */
export async function packedBin(): Promise<Bin> {
  const own = join(await packedFolder(), 'node_modules', 'generator-fastapi-architect');
  return binAt(join(own, 'dist', 'bin', 'fastapi-architect.js'));
}
