import { pythons } from './machine.ts';
import { profiles } from './profiles.ts';
import { prove } from './prove.ts';
import { shapes } from './shapes.ts';

const found = pythons();
const newest = found.at(-1) ?? found[0];

console.log(`Python found: ${found.map(({ version }) => version).join(', ')}`);

// On the newest one; the other proofs use the oldest.
for (const choice of profiles) prove({ choice, shape: shapes.ten, python: newest });
