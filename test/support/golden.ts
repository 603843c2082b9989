import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProfile } from '../../src/overlay/manifest.ts';
import { withLayers } from './layers.ts';
import { templates } from './render.ts';
import { run } from './run.ts';

export const CUSTOMER = 'Customer name:str:max=200 email:email:unique';
export const INVOICE =
  'Invoice number:str:max=40:unique amount:decimal:precision=12:scale=2:ge=0 status:enum:values=draft,sent,paid:default=draft due_on:date:optional customer:ref:to=Customer';

/** The copy of the guard. */
export const GUARD = '.fastapi-architect/guard';

export const goldenFolder = (profile: string): string => join(import.meta.dirname, '..', 'golden', profile);

/** Makes the golden project of a profile: what a reviewer reads as Python. Locks and bases are left out, they say nothing that the files do not; so is the guard, the same in each; `.env` is, because its secret is random. */
export async function makeGolden(profile: string, folder: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'golden-'));
  const options = ['--yes', '--profile', profile, '--skip-install', '--skip-git'];
  const resources = [
    '--resource',
    CUSTOMER,
    '--resource',
    withLayers(INVOICE, readProfile(templates, profile)),
  ];
  const { exitCode, err } = await run(work, ['new', 'shop', ...options, ...resources], undefined, templates);
  if (exitCode !== 0) throw new Error(err);
  for (const own of ['.fastapi-architect/lock', '.fastapi-architect/objects', GUARD, '.env'])
    rmSync(join(work, 'shop', own), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(work, 'shop'), folder, { recursive: true });
  rmSync(work, { recursive: true });
}
