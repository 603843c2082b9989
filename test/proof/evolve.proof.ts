import { evolveChecks } from './evolve.ts';
import { evolved } from './evolve-shape.ts';
import { profiles } from './profiles.ts';
import { prove } from './prove.ts';

for (const choice of profiles) prove({ choice, shape: evolved, more: evolveChecks });
