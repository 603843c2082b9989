import { rmSync } from 'node:fs';
import { afterAll } from 'vitest';
import { draw, linesOf, type Drawn } from './draw.ts';
import { hostileChecks } from './hostile.ts';
import { installedBin } from './package.ts';
import { profiles } from './profiles.ts';
import { prove } from './prove.ts';
import { Random } from './random.ts';
import { withResources, type Shape } from './shapes.ts';
import { descriptions } from './ugly.ts';

// Each run looks for what nobody has thought of; the gate names its seed, to say the same of the same commit.
const seed = Number(process.env['DRAW_SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['DRAW_PROJECTS'] ?? 2);
const size = Number(process.env['DRAW_RESOURCES'] ?? 8);
const drawn = draw(seed, count, size);
const random = new Random(seed);

console.log(`drawn with DRAW_SEED=${seed} DRAW_PROJECTS=${count} DRAW_RESOURCES=${size}`);
drawn.forEach((project, at) => {
  for (const line of linesOf(project)) console.log(`project ${at + 1}: ${JSON.stringify(line)}`);
});

/** All at once, or, where none refers to a later one, the first with the project and each other with the verb. */
function shapeOf(project: Drawn, at: number): Shape {
  const id = `drawn ${seed}/${at + 1}`;
  const lines = linesOf(project);
  const description = ['--description', random.pick(descriptions)];
  if (!project.ordered) return withResources(id, lines, description);
  const [first = '', ...others] = lines;
  const made = withResources(id, [first], description);
  return {
    id,
    make: async (bin, folder, choice) => {
      const root = await made.make(bin, folder, choice);
      for (const line of others) await bin(root, ['resource', '--resource', line, '--skip-install']);
      return root;
    },
  };
}

const packed = installedBin();
afterAll(async () => rmSync((await packed).folder, { recursive: true, force: true }));

for (const choice of profiles)
  for (const [at, project] of drawn.entries())
    prove({
      choice,
      shape: shapeOf(project, at),
      bin: async () => (await packed).bin,
      more: hostileChecks(seed),
    });
