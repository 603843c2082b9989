import { profileIds } from './answers.ts';
import { draw, linesOf } from './draw.ts';
import { hostileChecks } from './hostile.ts';
import { pythons } from './machine.ts';
import { packedBin } from './package.ts';
import { prove } from './prove.ts';
import { Random } from './random.ts';
import { drawSeed as seed } from './seed.ts';
import { grown, withResources } from './shapes.ts';
import { everyTurn, taskAnswers, taskDatabase, turn } from './task.ts';
import { descriptions } from './ugly.ts';

/** Together these projects have every field type with every modifier. */
const PROJECTS = 2;
const size = Number(process.env['DRAW_RESOURCES'] ?? 4);
const random = new Random(seed);
const found = pythons();

// A commit proves one of them of each profile, and both of them of all; the schedule proves both of each.
const profile = profileIds.indexOf(taskAnswers().profile);
const isTurn = (at: number): boolean => everyTurn || at === (profile + turn()) % PROJECTS;

for (const [at, project] of draw(seed, PROJECTS, size).entries()) {
  if (!isTurn(at)) continue;
  const lines = linesOf(project);
  console.log(`drawn with DRAW_SEED=${seed} DRAW_RESOURCES=${size}`);
  for (const line of lines) console.log(`project ${at + 1}: ${JSON.stringify(line)}`);
  const [first, later] = [lines.slice(0, project.together), lines.slice(project.together)];
  const description = ['--description', random.pick(descriptions)];
  prove({
    answers: taskAnswers(),
    database: taskDatabase(),
    // On the newest Python; the other proofs use the oldest.
    python: found.at(-1) ?? found[0],
    shape: grown(`drawn ${seed}/${at + 1}`, first, later, description),
    tests: 'own',
    base: withResources('base', [], ['--no-example', ...description]),
    bin: packedBin,
    more: hostileChecks(seed, taskDatabase()),
  });
}
