import { pipEnvironmentFor } from './environment.ts';
import { profiles } from './profiles.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';

// Installed as on a machine without uv; the other proofs use uv.
for (const choice of profiles)
  prove({ choice, shape: { ...shapes.bare, id: 'bare by pip' }, install: pipEnvironmentFor });
