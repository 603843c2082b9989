import { join } from 'node:path';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { checkout } from './machine.ts';

/** What a project is made with: a profile, and one of the ways to log in that it offers. */
export interface Choice {
  readonly profile: string;
  readonly auth: string;
  /** Layers that a resource of the profile has only when asked for. */
  readonly optionalLayers: readonly string[];
}

const all = readProfiles(join(checkout, 'templates')).flatMap(({ id, auths, optionalLayers }) =>
  auths.map((auth, at) => ({ profile: id, auth, optionalLayers, isDefault: at === 0 })),
);

const asked = process.env['PROOF_PROFILE'];

/** Every profile there is, a folder with a profile.json, or the one that is asked for, with the login that it has when nobody chooses. */
export const profiles: readonly Choice[] = all.filter(
  ({ isDefault, profile }) => isDefault && (asked === undefined || profile === asked),
);

/** The other ways to log in. */
export const otherLogins: readonly Choice[] = all.filter(({ isDefault }) => !isDefault);
