import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Subject } from './checks.ts';
import { pytest } from './pytest.ts';

const CONFLICT = /(?:, )?\bConflictError\b(?=(?:, [^()]*)?\))/g;
const DECLARED = /responses\([^()]*\)/g;
/** The routers of the resources of `related`, whose tests provoke every conflict that they declare. */
const OWN = /^(makers?|products?|tags?)\.py$/;
const SAID = /^FAILED (\S+?)::.*errors-are-declared/gm;

const pythonFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.py'));

/** Takes the conflict out of what the routes declare; returns the modules that had it. */
function spoil(folder: string): readonly string[] {
  const own = pythonFiles(folder).filter((file) => OWN.test(basename(file)));
  return own.flatMap((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const spoiled = text.replace(DECLARED, (call) => call.replace(CONFLICT, '').replace('(, ', '('));
    if (spoiled === text) return [];
    writeFileSync(path, spoiled);
    return [basename(file)];
  });
}

/**
 * Lets no resource's route of a copy declare its conflicts. What a route may raise is not to be read from it, so the project's tests have to
 * notice where they provoke one.
 *
 * @returns how many modules were noticed. Raises Error naming those that were not.
 */
export async function undeclaredAreCaught(subject: Subject, copy: string): Promise<number> {
  cpSync(subject.root, copy, { recursive: true });
  const spoiled = spoil(join(copy, 'app'));
  const own = new Set(spoiled.map((file) => `test_${file}`));
  const files = pythonFiles(join(copy, 'tests'))
    .filter((file) => own.has(basename(file)))
    .map((file) => `tests/${file}`);
  const { output } = await pytest({ ...subject, root: copy }, ['--tb=no', ...files]);
  const noticed = new Set([...output.matchAll(SAID)].map(([, file = '']) => basename(file)));
  const missed = [...own].filter((file) => !noticed.has(file));
  if (own.size === 0 || missed.length > 0)
    throw new Error(
      `a conflict that is not declared was not noticed: ${missed.join(', ')}\n${output.slice(-4000)}`,
    );
  return own.size;
}
