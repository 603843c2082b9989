import { guardChecks } from './guards.ts';
import { hostileChecks } from './hostile.ts';
import { otherLogins } from './profiles.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';

const seed = 7;

// A login that has to be asked for goes into the same layers as the default, so one shape shows it.
for (const choice of otherLogins)
  prove({ choice, shape: shapes.relations, more: [...guardChecks(choice), ...hostileChecks(seed)] });
