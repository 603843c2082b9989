import { guardChecks } from './guards.ts';
import { profiles } from './profiles.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';

for (const choice of profiles) prove({ choice, shape: shapes.relations, more: guardChecks(choice) });
