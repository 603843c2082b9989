import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './machine.ts';
import { mustRun } from './run.ts';
import { binAt, type Bin } from './shapes.ts';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Packs the generator as it would be published and installs that in a folder of its own. */
export async function installedBin(): Promise<{ readonly bin: Bin; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-package-'));
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const printed = await mustRun(npm, pack, { cwd: checkout });
  const tarball =
    printed
      .trim()
      .split('\n')
      .find((line) => line.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--silent', '--prefer-offline', '--no-audit', '--no-fund'];
  await mustRun(npm, ['install', ...quiet, join(folder, tarball)], { cwd: folder });
  const own = join(folder, 'node_modules', 'generator-fastapi-architect');
  return { bin: binAt(join(own, 'dist', 'bin', 'fastapi-architect.js')), folder };
}
